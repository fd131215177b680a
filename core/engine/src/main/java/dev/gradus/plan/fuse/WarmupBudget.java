package dev.gradus.plan.fuse;

import dev.gradus.kernel.host.Host;

/**
 * How long a plan may warm up loops: a tenth of the time that its ops took. A twentieth where the plan's own threads keep
 * all processors busy, because they wait for the one that warming up takes away.
 */
final class WarmupBudget {
    private static final int SHARE = 10;
    private static final int SHARE_IF_BUSY = 20;

    private final int share;
    private long nanos;

    /** @param threads how many the plan computes on */
    WarmupBudget(int threads) {
        share = threads < Host.processors() ? SHARE : SHARE_IF_BUSY;
    }

    void earn(long spent) {
        nanos += spent / share;
    }

    /** Takes this price, if it is there. */
    boolean pay(long price) {
        boolean enough = nanos >= price;
        nanos -= enough ? price : 0;
        return enough;
    }
}
