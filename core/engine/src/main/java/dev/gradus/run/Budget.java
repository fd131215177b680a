package dev.gradus.run;

/** How long a plan may warm up loops: a tenth of the time that its ops took, so that it never costs more than it can lose. */
final class Budget {
    private static final int SHARE = 10;

    private long nanos;

    /** The plan's ops ran for so long. */
    void earn(long spent) {
        nanos += spent / SHARE;
    }

    /** Takes this price, if it is there. */
    boolean pay(long price) {
        boolean enough = nanos >= price;
        nanos -= enough ? price : 0;
        return enough;
    }
}
