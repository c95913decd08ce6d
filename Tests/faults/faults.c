/* Preloaded into the tool: the FAULT_AT-th call named FAULT_CALL fails with the error number FAULT_ERROR, or ends the process (KILL) where that is 0.
   A file FAULT_MARK says afterwards that the call was reached. Writing to standard streams is not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count;

/* Whether this call has to fail; errno is set then. */
static int fails(const char *name) {
    const char *call = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERROR"), *mark = getenv("FAULT_MARK");
    if (!call || !at || !error || !mark || strcmp(call, name) != 0 || atomic_fetch_add(&count, 1) + 1 != atol(at)) return 0;
    int made = (int)syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600);
    if (made >= 0) syscall(SYS_close, made);
    int number = atoi(error);
    if (number == 0) kill(getpid(), SIGKILL);
    errno = number;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(name, value) if (fails(name)) return value

int rename(const char *a, const char *b) { FAIL("rename", -1); return NEXT(rename)(a, b); }
int renameat2(int d, const char *a, int e, const char *b, unsigned f) { FAIL("renameat2", -1); return NEXT(renameat2)(d, a, e, b, f); }
int unlink(const char *a) { FAIL("unlink", -1); return NEXT(unlink)(a); }
int link(const char *a, const char *b) { FAIL("link", -1); return NEXT(link)(a, b); }
int mkdir(const char *a, mode_t m) { FAIL("mkdir", -1); return NEXT(mkdir)(a, m); }
int fsync(int d) { FAIL("fsync", -1); return NEXT(fsync)(d); }
int fdatasync(int d) { FAIL("fsync", -1); return NEXT(fdatasync)(d); }
ssize_t write(int d, const void *b, size_t n) { if (d > 2) FAIL("write", -1); return NEXT(write)(d, b, n); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { FAIL("write", -1); return NEXT(pwrite64)(d, b, n, o); }
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { FAIL("write", -1); return NEXT(pwrite)(d, b, n, o); }
ssize_t read(int d, void *b, size_t n) { if (d > 2) FAIL("read", -1); return NEXT(read)(d, b, n); }

/* Making a file, and opening a folder. */
static const char *kind(int flags) {
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) return "create";
    return flags & O_DIRECTORY ? "enter" : "";
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        FAIL(kind(flags), -1); \
        return NEXT(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
