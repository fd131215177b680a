package dev.gradus.kernel;

import dev.gradus.kernel.math.Elementary;
import dev.gradus.kernel.math.Sums;
import java.util.function.IntConsumer;

/** Where ops on a few numbers write their code, without loops and branches, for a stack of numbers. */
public interface UnrolledCode {
    /** Making a class takes as long as some ten thousand runs of a few ops. */
    int OFTEN = 20_000;

    /** Pushes an element. */
    void load(double[] array, int index);

    /** Pops an element's new value. */
    void store(double[] array, int index);

    /** Pushes a constant. */
    void push(double number);

    /** Pushes the topmost number once more. */
    void duplicate();

    /** From a and b to a + b. */
    void add();

    /** From a and b to a − b. */
    void subtract();

    /** From a and b to a ∗ b. */
    void multiply();

    /** From a and b to a / b. */
    void divide();

    /** From a to −a. */
    void negate();

    /** From a to 1 / a. */
    void reciprocal();

    /** From a, b and c to a ∗ b + c, rounded once. */
    void fma();

    /** A function of {@link Math} that is exact, of two numbers. */
    void ofTwo(String function);

    /** A function of {@link Math} that is exact, of one number. */
    void ofOne(String function);

    /** A function of {@link Elementary}. */
    void elementary(String function);

    /** Pushes the sum of {@code count} numbers in the order of {@link Sums}; the given code pushes each. */
    void sum(int count, IntConsumer push);
}
