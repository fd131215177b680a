package dev.gradus.kernel.thread;

/** Warms up loops one after the other, beside what the program does. */
public interface Warmer {
    /** Has a loop warmed up when those before it are. */
    void accept(Task loop);

    /** Called while somebody waits for a loop: sees to it that its turn comes. */
    void look();

    /** A loop to be warmed up. */
    interface Task {
        /** Calls the loop until it is fast. */
        void warmUp();

        /** Whether it calls formulas, of which nobody knows that they end. */
        boolean hasFormulas();

        /** Gives the loop up, for the first reason that is named. */
        void refuse(String reason);
    }
}
