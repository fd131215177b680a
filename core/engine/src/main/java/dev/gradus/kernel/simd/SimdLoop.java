package dev.gradus.kernel.simd;

/**
 * A loop over whole vectors for a function of one element, or for a part of one that keeps what it finds in scratch memory.
 *
 * <p>Two things about the compiler make parts necessary. It turns vectors into registers only within one method's code, so
 * no method of ours takes or returns a vector; and only as long as that code is not large, otherwise each vector becomes
 * an object now and then, in some JVMs and not in others: about 38 operations are the most that it may hold, and a constant
 * counts as a third of one. The sizes of a function's loops don't add up: one of more than 325 bytes of code is never
 * compiled into its caller, nor are three or more classes of loops behind one call.
 *
 * <p>Constants are spread over vectors before a loop, in the loop's own method. In a static field they are loaded from memory
 * again for every element, because the compiler can't see that storing a result leaves them as they are; and written into
 * the formula they cost a call each time round for as long as nothing is compiled yet, which also makes it more likely that
 * the JVM gives up on compiling vectors well (it stops trusting types after 100 wrong guesses of any kind).
 */
@FunctionalInterface
interface SimdLoop {
    /** Scratch memory holds three numbers for each element of a block of so many. */
    int BLOCK = 512;

    /** Where the second ones begin. */
    int SECOND = BLOCK;

    /** Where the third ones begin. */
    int THIRD = 2 * BLOCK;

    void run(double[] x, int atX, double[] scratch, double[] out, int at, int count);
}
