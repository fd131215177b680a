package dev.gradus.kernel.simd;

/**
 * A loop over whole vectors for a function of one element, or for a part of one that stores its results in scratch
 * memory.
 *
 * <p>Two properties of the compiler make it necessary to split functions into parts. First, it keeps vectors in
 * registers only within the code of one method, so no method of ours takes or returns a vector. Second, it does so only
 * while that code is small. In larger code each vector becomes an object from time to time, on some JVMs and not on
 * others. The limit is about 38 operations, where a constant counts as a third of one. The sizes of a function's loops
 * do not add up: a loop of more than 325 bytes of bytecode is never inlined, nor are three or more classes of loops at
 * one call site.
 *
 * <p>Constants are broadcast to vectors before a loop, in the loop's method. A static field would be reloaded for every
 * element, because the compiler cannot prove that storing a result leaves it unchanged. A broadcast within the formula
 * would cost a call in each iteration until everything is compiled. It would also make it more likely that the JVM
 * gives up: after 100 wrong type predictions of any kind it stops using them.
 *
 * <p>A loop for no elements returns before it creates vectors. Its warm-up calls it thousands of times to have it
 * compiled. The compiler, which counts how often the loop itself repeats, then still sees a long one.
 */
@FunctionalInterface
interface SimdLoop {
    /** The number of elements in a block. Scratch memory has room for three numbers for each of them. */
    int BLOCK = 512;

    int SECOND = BLOCK;

    int THIRD = 2 * BLOCK;

    void run(double[] x, int atX, double[] scratch, double[] out, int at, int count);
}
