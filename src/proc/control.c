/* control: the messages between keeper and desk, one a packet, with the ends of new channels as
 * file descriptors (SCM_RIGHTS); and the desk's side of it. */
#include "proc/internal.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

union fd_room {
    char room[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

bool control_send(int sock, const struct control *m, int fd)
{
    struct control copy = *m;
    struct iovec v = {&copy, sizeof copy};
    union fd_room room;
    memset(&room, 0, sizeof room);
    struct msghdr h = {.msg_iov = &v, .msg_iovlen = 1};
    if (fd >= 0) {
        h.msg_control = room.room;
        h.msg_controllen = sizeof room.room;
        struct cmsghdr *c = CMSG_FIRSTHDR(&h);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    ssize_t n;
    do
        n = sendmsg(sock, &h, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof copy;
}

enum err_code control_next(int sock, struct control *ret, int *ret_fd)
{
    struct control m;
    struct iovec v = {&m, sizeof m};
    union fd_room room;
    struct msghdr h = {.msg_iov = &v,
                       .msg_iovlen = 1,
                       .msg_control = room.room,
                       .msg_controllen = sizeof room.room};
    ssize_t n;
    do
        n = recvmsg(sock, &h, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return ERR_BUSY;
    if (n < 0 && (errno == ENOMEM || errno == ENOBUFS)) {
        usleep(1000); /* it is still there, and poll says so at once */
        return ERR_BUSY;
    }
    if (n != (ssize_t)sizeof m)
        return ERR_CLOSED;
    int fd = -1;
    struct cmsghdr *c = CMSG_FIRSTHDR(&h);
    if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(c), sizeof fd);
    m.why[sizeof m.why - 1] = 0;
    *ret = m;
    *ret_fd = fd;
    return ERR_OK;
}

enum err_code proc_desk_next(struct proc_desk *d, struct proc_event *ret)
{
    static const enum proc_event_kind kinds[] = {[CONTROL_UP] = PROC_UP,
                                                 [CONTROL_DOWN] = PROC_DOWN,
                                                 [CONTROL_STOP] = PROC_STOP,
                                                 [CONTROL_RELOAD] = PROC_RELOAD};
    struct control m;
    int fd = -1;
    enum err_code code = control_next(d->control, &m, &fd);
    if (code != ERR_OK)
        return code;
    *ret = (struct proc_event){.kind = kinds[m.kind],
                               .role = (enum proc_role)m.role,
                               .index = m.index,
                               .fd = fd,
                               .pid = m.pid};
    memcpy(ret->why, m.why, sizeof ret->why);
    return ERR_OK;
}

void proc_desk_kill(struct proc_desk *d, enum proc_role role, unsigned index, pid_t pid)
{
    struct control m = {.kind = CONTROL_KILL, .role = (int32_t)role, .index = index, .pid = pid};
    if (!control_send(d->control, &m, -1))
        log_say(LOG_WARN, "proc", "the keeper does not listen");
}

const char *proc_role_name(enum proc_role role)
{
    static const char *const names[PROC_ROLE_COUNT] = {"desk", "fetch", "reader"};
    return names[role];
}
