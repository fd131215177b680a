package dev.gradus.kernel.thread;

/** Warms up loops one after the other, while the program goes on. */
public interface Warmer {
    /** Has a loop warmed up after those before it. */
    void accept(Task loop);

    /** Called while somebody waits for a loop: sees to it that its turn comes. */
    void look();

    /**
     * Rests for as long as the thread has worked, as there may be no processor to spare. An interrupt, as by a formula,
     * shortens one rest and ends nothing.
     */
    static void rest(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000 + 1);
        } catch (InterruptedException goOn) {
            // this clears the flag
        }
    }

    /** A loop to be warmed up. */
    interface Task {
        /** Calls the loop until it is fast. */
        void warmUp();

        /** Whether it calls formulas, which may never end. */
        boolean hasFormulas();

        /** Gives the loop up; the first reason counts. */
        void refuse(String reason);
    }
}
