"""The only home of httpx, time, threads and anyio: two ports and what drives them."""
