package io.outboundroutes.platform.budget;

/**
 * What one process holds of a rate that several share: so many permits a second in one window and in the next.
 *
 * @param window the window's number; windows are counted by the database's time
 * @param now permits per second in that window
 * @param next permits per second in the window after it
 * @param wanted permits per second that it could use
 */
public record Part(long window, double now, double next, double wanted) {

    /** Windows for which it is remembered that there is the process: a minute. */
    public static final long REMEMBERED = 240;

    /** Whether it was noted within so many windows. Who is far ahead noted it before the ledger's clock was set back. */
    boolean isOf(long current, long windows) {
        return Math.abs(window - current) <= windows;
    }

    /** What it holds in a window that it tells of; in later ones nothing. In earlier ones nobody can tell any more. */
    double in(long other) {
        return other == window ? now : other == window + 1 ? next : 0;
    }
}
