package dev.gradus.benchmarks;

import java.util.List;

/**
 * The numbers of a library that differentiates number by number, and what can be computed of them.
 *
 * @param <T> the library's type of number
 */
interface Algebra<T> {
    /** The numbers that are differentiated. */
    List<T> variables(double... numbers);

    double value(T a);

    T add(T a, T b);

    T add(T a, double b);

    T subtract(T a, T b);

    T multiply(T a, T b);

    T multiply(T a, double b);

    T divide(T a, T b);

    T exp(T a);

    T log(T a);

    T sqrt(T a);

    T sin(T a);

    T cos(T a);

    /** 1 − erf a. Throws UnsupportedOperationException if the library does not have it. */
    T erfc(T a);

    /** The derivatives of a result by variables. */
    double[] gradient(T result, List<T> variables);
}
