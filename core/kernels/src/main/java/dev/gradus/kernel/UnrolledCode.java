package dev.gradus.kernel;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.Sums;
import java.util.function.IntConsumer;

/** Receives the straight-line code of ops on a few numbers. The methods are the instructions of a stack machine. */
public interface UnrolledCode {
    /** Generating a class pays off after this many runs: it takes about as long as 10,000 runs of a few ops. */
    int OFTEN = 20_000;

    /** Pushes an element. */
    void load(double[] array, int index);

    /** Pops an element's new value. */
    void store(double[] array, int index);

    /** Pushes a constant. */
    void push(double number);

    /** Pushes the top number again. */
    void duplicate();

    /** Replaces a and b by a + b. */
    void add();

    /** Replaces a and b by a − b. */
    void subtract();

    /** Replaces a and b by a ∗ b. */
    void multiply();

    /** Replaces a and b by a / b. */
    void divide();

    /** Replaces a by −a. */
    void negate();

    /** Replaces a by 1 / a. */
    void reciprocal();

    /** Replaces a, b and c by a ∗ b + c, rounded once. */
    void fma();

    /** Applies a function of two numbers from {@link Math} whose result is exact. */
    void ofTwo(String function);

    /** Applies a function of one number from {@link Math} whose result is exact. */
    void ofOne(String function);

    /** Applies a function of {@link Elementary}. */
    void elementary(String function, int operands);

    /** Replaces a and b by 1 if they compare like that, otherwise by 0. */
    void compare(String comparison);

    /** Replaces a condition, a and b by a if the condition is not 0, otherwise by b. */
    void select();

    /**
     * Pushes the sum of {@code count} numbers in the order of {@link Sums}.
     *
     * @param push writes the code that pushes the number of a given index
     */
    void sum(int count, IntConsumer push);
}
