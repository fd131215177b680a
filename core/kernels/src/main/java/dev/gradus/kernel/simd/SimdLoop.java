package dev.gradus.kernel.simd;

/**
 * A loop over whole vectors for a function of one element, or for a part of one that keeps its results in scratch memory.
 *
 * <p>Two properties of the compiler make parts necessary. It keeps vectors in registers only within one method's code, so
 * no method of ours takes or returns a vector. And it does so only while that code is small: otherwise each vector
 * becomes an object now and then, in some JVMs and not in others. The limit is about 38 operations, and a constant counts
 * as a third of one. The sizes of a function's loops don't add up: a loop of more than 325 bytes of code is never
 * compiled into its caller, nor are three or more classes of loops behind one call.
 *
 * <p>Constants are spread over vectors before a loop, in the loop's own method. In a static field they would be loaded
 * from memory for every element, because the compiler can't see that storing a result leaves them as they are. Written
 * into the formula they would cost a call in each iteration until everything is compiled. That also makes it more likely
 * that the JVM gives up on compiling vectors well: it stops trusting types after 100 wrong guesses of any kind.
 */
@FunctionalInterface
interface SimdLoop {
    /** Scratch memory holds three numbers for each of this number of elements. */
    int BLOCK = 512;

    int SECOND = BLOCK;

    int THIRD = 2 * BLOCK;

    void run(double[] x, int atX, double[] scratch, double[] out, int at, int count);
}
