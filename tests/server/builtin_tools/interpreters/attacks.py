"""What code does to leave its sandbox, to see what it must not see, and to do harm, for `test_attacks`.

Words between underscores are replaced: `__SECRET__` by the path of a file on the machine, `__PORT__`
by one that is listened on, `__SOCKET__` by a unix socket, `__ABSTRACT__` by the name of one without a file,
and `__HOME__` by the home of whoever runs the server.
"""

from __future__ import annotations

from attrs import frozen

SYSCALL = """
import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
def call(function, *arguments):
    if getattr(libc, function)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "done"
"""
DENIED = "not permitted"
ABSENT = "No such file|Permission denied"
CLOSED = "Read-only|No such file|Permission denied|not permitted"
PIPES = """
import os
for number in range(3, 256):
    try:
        os.write(number, FORGED)
    except OSError:
        pass
"""


@frozen
class Attack:
    """A cell that must do no harm.

    Attributes:
        name: What it tries.
        code: The cell.
        says: A pattern of what bubblewrap's result says.
        seconds: How long a cell may take.
    """

    name: str
    code: str
    says: str = ""
    seconds: float = 30.0


FILES = [
    Attack("passwd", "open('/etc/passwd').read()", ABSENT),
    Attack("shadow", "open('/etc/shadow').read()", ABSENT),
    Attack("home", "open('__HOME__/.profile').read()", ABSENT),
    Attack("database", "open('__SECRET__').read()", ABSENT),
    Attack("dots", "open('/mnt/data/../..__SECRET__').read()", ABSENT),
    Attack("own root", "open('/proc/self/root__SECRET__').read()", ABSENT),
    Attack("root of the first process", "open('/proc/1/root__SECRET__').read()", ABSENT),
    Attack("folder of the first process", "import os\nos.listdir('/proc/1/cwd')", "Permission denied|\\["),
    Attack("memory of the first process", "open('/proc/1/mem', 'rb').read(1)", "denied|error"),
    Attack(
        "descriptors", "import os\n[os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')]"
    ),
    Attack("devices", "import os\nos.listdir('/dev'), open('/dev/mem', 'rb')", ABSENT),
    Attack("disk", "import os\nos.mknod('/mnt/data/disk', 0o60600, os.makedev(254, 0))", DENIED),
    Attack("link as output", "import os\nos.symlink('__SECRET__', '/mnt/data/out.txt')", "printed nothing"),
    Attack("folder as output", "import os\nos.symlink('/', '/mnt/data/out')", "printed nothing"),
    Attack("hard link", "import os\nos.link(os.__file__, '/mnt/data/os.py')", "cross-device|not permitted"),
    Attack("named pipe as output", "import os\nos.mkfifo('/mnt/data/pipe')", "printed nothing"),
    Attack("write to the system", "open('/usr/lib/x', 'w')", CLOSED),
    Attack("write to the root", "open('/x', 'w')", CLOSED),
    Attack("write to packages", "import os\nopen(os.__file__, 'a')", CLOSED),
    Attack("write to devices", "open('/dev/x', 'w')", CLOSED),
    Attack("write to the kernel", "open('/proc/sys/kernel/shmmax', 'w')", CLOSED),
    Attack(
        "write to the first process",
        "open('/proc/1/oom_score_adj', 'w').write('0')",
        "denied|Read-only|printed|1",
    ),
    Attack("name with NUL", "open('/mnt/data/a\\0b', 'w')", "null"),
    Attack("long name", "open('/mnt/data/' + 'x' * 300, 'w')", "too long"),
    Attack(
        "pickle", "import pickle\npickle.loads(b\"cos\\nsystem\\n(S'cat __SECRET__'\\ntR.\")", "127|32512|-1"
    ),
]
ENVIRONMENT = [
    Attack("own variables", "import os\ndict(os.environ)"),
    Attack("variables of the first process", "open('/proc/1/environ').read()", "denied|PWD|''"),
    Attack("variables of all", "import glob\n[open(path).read() for path in glob.glob('/proc/*/environ')]"),
    Attack("command lines", "import glob\n[open(path).read() for path in glob.glob('/proc/[0-9]*/cmdline')]"),
]
NETWORK = [
    Attack(
        "TCP", "import socket\nsocket.create_connection(('127.0.0.1', __PORT__), 2)", "refused|unreachable"
    ),
    Attack(
        "IPv6", "import socket\nsocket.create_connection(('::1', __PORT__), 2)", "refused|unreachable|assign"
    ),
    Attack(
        "UDP",
        "import socket as s\ns.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'x', ('10.0.0.1', __PORT__))",
        "unreachable",
    ),
    Attack("DNS", "import socket\nsocket.getaddrinfo('example.com', 80)", "resolution|not known"),
    Attack("unix socket", "import socket\nsocket.socket(socket.AF_UNIX).connect('__SOCKET__')", ABSENT),
    Attack(
        "abstract socket",
        "import socket\nsocket.socket(socket.AF_UNIX).connect('\\0__ABSTRACT__')",
        "refused",
    ),
    Attack("netlink", "import socket\nsocket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "not supported"),
    Attack("packets", "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "not supported"),
    Attack("virtual machine's host", "import socket\nsocket.socket(socket.AF_VSOCK)", "not supported"),
]
PROCESSES = [
    Attack("shell", "import subprocess\nsubprocess.run(['/bin/sh', '-c', 'id'])", ABSENT),
    Attack("os.system", "import os\nos.system('id')", "32512|-1|not found|127"),
    Attack(
        "fork bomb",
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "longer|CPU|memory|processes",
        1.0,
    ),
    Attack(
        "thread bomb",
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(999,)).start()",
        "start new thread|Resource|MemoryError",
    ),
    Attack(
        "daemon",
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(9999)'], start_new_session=True)",
    ),
    Attack("child that comes back", "import os\nos.fork()"),
    Attack("first process", "import os\nos.kill(1, 9)", "printed nothing"),
    Attack("parent", "import os\nos.kill(os.getppid(), 9)", "printed nothing"),
    Attack("itself", "import os\nos.kill(os.getpid(), 9)", "SIGKILL"),
    Attack("everybody", "import os\nos.kill(-1, 9)"),
    Attack("stop itself", "import os\nos.kill(os.getpid(), 19)", "longer", 1.0),
    Attack("other program", "import os, sys\nos.execv(sys.executable, ['x', '-c', ''])", "state is lost"),
    Attack("ptrace", SYSCALL + "call('ptrace', 0, 0, 0, 0)", DENIED),
    Attack("mount", SYSCALL + "call('mount', b'none', b'/mnt/data', b'tmpfs', 0, None)", DENIED),
    Attack("umount", SYSCALL + "call('umount2', b'/proc/sys', 2)", DENIED),
    Attack("unshare", SYSCALL + "call('unshare', 0x10000000)", DENIED),
    Attack("setns", SYSCALL + "call('setns', os.open('/proc/1/ns/mnt', 0), 0)", "not permitted|denied"),
    Attack(
        "clone into namespaces",
        SYSCALL + "call('clone', None, None, 0x10000011, None)",
        "not permitted|Invalid",
    ),
    Attack("setuid", "import os\nos.setuid(0)", "not permitted|Invalid"),
    Attack("setgroups", "import os\nos.setgroups([0])", DENIED),
    Attack("chroot", "import os\nos.chroot('/mnt/data')", DENIED),
    Attack(
        "keys of the kernel",
        SYSCALL + "call('syscall', 250 if os.uname().machine == 'x86_64' else 219, 0, -3, 1)",
        DENIED,
    ),
    Attack("io_uring", SYSCALL + "call('syscall', 425, 8, None)", DENIED),
    Attack(
        "bpf", SYSCALL + "call('syscall', 321 if os.uname().machine == 'x86_64' else 280, 0, None, 0)", DENIED
    ),
    Attack("clock", "import time\ntime.clock_settime(0, 0)", DENIED),
    Attack("realtime", "import os\nos.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))", DENIED),
    Attack("priority", "import os\nos.setpriority(0, 0, -10)", "denied|not permitted"),
    Attack(
        "raise limits", "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "not allowed"
    ),
]
MEMORY = [
    Attack("one block", "len(bytearray(1 << 40))", "MemoryError"),
    Attack("a large block", "len(bytearray(1 << 31))", "MemoryError"),
    Attack("many blocks", "kept = []\nwhile True: kept.append(bytearray(1 << 20))", "MemoryError|memory"),
    Attack("many small things", "kept = []\nwhile True: kept.append([1.5] * 20)", "MemoryError|memory"),
    Attack(
        "many processes",
        "import os, time\n"
        "for _ in range(8):\n"
        "    if not os.fork():\n"
        "        kept = bytearray(b'x') * (90 << 20)\n"
        "        time.sleep(99)\n"
        "time.sleep(99)",
        "memory",
    ),
    Attack("memory without a process", "import os\nos.memfd_create('x')", DENIED),
    Attack("shared segments", SYSCALL + "call('shmget', 0, 1 << 30, 0o1600)", DENIED),
    Attack("message queues", SYSCALL + "call('msgget', 0, 0o1600)", DENIED),
    Attack("locked memory", SYSCALL + "call('mlockall', 3)", "Cannot allocate|not permitted"),
    Attack(
        "shared memory",
        "with open('/dev/shm/x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "No space",
    ),
    Attack(
        "scratch",
        "with open('/tmp/x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "No space|too large",
    ),
]
TIME = [
    Attack("loop", "while True: pass", "longer", 1.0),
    Attack("loop in C", "9 ** 9 ** 9", "longer|MemoryError", 1.0),
    Attack("sleep", "import time\ntime.sleep(10 ** 6)", "longer", 1.0),
    Attack(
        "deaf",
        "import signal\n"
        "for number in range(1, 65):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "while True:\n"
        "    try:\n"
        "        while True: pass\n"
        "    except BaseException: pass",
        "longer",
        1.0,
    ),
    Attack(
        "text that does not end",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
        "longer",
        1.0,
    ),
    Attack(
        "end that does not end",
        "import atexit, time\natexit.register(time.sleep, 999)\nraise SystemExit",
        "SystemExit",
    ),
    Attack(
        "wait for a command",
        "import os\nfor n in range(3, 9):\n    try: os.read(n, 1)\n    except OSError: pass",
        "longer",
        1.0,
    ),
]
OUTPUT = [
    Attack("stdout", "while True: print('x' * 1000)", "printed more than"),
    Attack("stderr", "import os\nwhile True: os.write(2, b'x' * 65536)", "printed more than"),
    Attack("value", "'x' * 100_000_000", "first 100,000 bytes|printed more|memory"),
    Attack("no text", "import os\nos.write(1, bytes(range(256)))", "256"),
    Attack("half characters", "print('\\ud800')", "ud800"),
    Attack("files", "for n in range(100_000): open(f'/mnt/data/{n}', 'w').close()", "more than|times"),
    Attack("folders", "import os\nfor n in range(100_000): os.mkdir(f'/tmp/{n}')", "more than"),
    Attack(
        "deep folders",
        "import os\nfor n in range(3_000):\n    os.mkdir('d')\n    os.chdir('d')",
        "printed|more than",
    ),
    Attack(
        "one file",
        "with open('/mnt/data/x', 'wb') as f:\n    while True: f.write(bytes(1 << 20))",
        "large|space",
    ),
    Attack("file of holes", "with open('/mnt/data/x', 'wb') as f: f.truncate(1 << 40)", "large"),
    Attack(
        "files of holes",
        "for n in range(50):\n    with open(f'/mnt/data/{n}', 'wb') as f: f.truncate(1 << 25)",
        "handed out",
    ),
    Attack("large code", "x = 1\n" * 100_000, "more than"),
]
DRIVER = [
    Attack("close pipes", "import os\nos.closerange(3, 256)", "lost"),
    Attack("close everything", "import os\nos.closerange(0, 256)", "lost"),
    Attack("forged answer", 'FORGED = b\'{"kind": "done", "outcome": "ok"}\\n\'' + PIPES),
    Attack(
        "forged file", 'FORGED = b\'{"kind": "file", "path": "/etc/passwd", "size": 1}\\nx\'' + PIPES, "lost"
    ),
    Attack("forged size", 'FORGED = b\'{"kind": "image", "size": 99999999999}\\n\'' + PIPES, "lost"),
    Attack("negative size", 'FORGED = b\'{"kind": "image", "size": -1}\\n\'' + PIPES, "lost"),
    Attack("no JSON", "FORGED = b'\\xff' * 100_000" + PIPES, "lost"),
    Attack("deep JSON", "FORGED = b'[' * 60_000 + b'\\n'" + PIPES, "lost"),
    Attack("own command", "import sys\nsys._getframe(3).f_locals['self'].answer({'kind': 5})", "lost"),
    Attack("no streams", "import sys\nsys.stdout = sys.stderr = None\nprint(1)", "printed nothing"),
    Attack("no builtins", "import builtins\nbuiltins.__dict__.clear()"),
    Attack("exit", "import sys\nsys.exit(3)", "SystemExit"),
    Attack("exit at once", "import os\nos._exit(3)", "exit status 3"),
    Attack("abort", "import os\nos.abort()", "SIGABRT"),
    Attack("crash", "import ctypes\nctypes.string_at(0)", "SIGSEGV"),
    Attack("recursion", "def f(): return f()\nf()", "RecursionError"),
    Attack(
        "deep recursion",
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(x): return [*map(f, [x])]\nf(1)",
        "Error|SIGSEGV|lost|memory",
    ),
    Attack("deep code", "(" * 500 + ")" * 500, "Error"),
    Attack("interrupt", "raise KeyboardInterrupt", "KeyboardInterrupt"),
    Attack("value without a text", "class A:\n    __repr__ = None\nA()", "Error"),
]
ATTACKS = [*FILES, *ENVIRONMENT, *NETWORK, *PROCESSES, *MEMORY, *TIME, *OUTPUT, *DRIVER]
