package dev.gradus.plan.fuse;

import dev.gradus.kernel.Host;

/**
 * How long a plan may warm up loops: a tenth of the time that its ops took, so that it never costs more than it can lose; a
 * twentieth where the plan's own threads keep all processors busy, as they wait for one that is taken from them.
 */
final class WarmupBudget {
    private static final int SHARE = 10;
    private static final int SHARE_IF_BUSY = 20;

    private final int share;
    private long nanos;

    /** Nothing yet, for a plan that computes on so many threads. */
    WarmupBudget(int threads) {
        share = threads < Host.processors() ? SHARE : SHARE_IF_BUSY;
    }

    /** The plan's ops ran for so long. */
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
