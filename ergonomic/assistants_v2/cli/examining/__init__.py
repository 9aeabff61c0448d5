"""What `doctor` is made of: each file examines one thing and yields what it found."""
