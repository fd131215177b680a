package dev.gradus.lift;

import java.io.Serializable;
import java.util.Objects;

/**
 * Lifts a plain Java method to a graph.
 *
 * <pre>{@code
 * Lifted f = Lift.of(Program::rosenbrock); // static double rosenbrock(double[] p)
 * double value = f.value(p);
 * double[] gradient = f.gradient(p);
 * }</pre>
 *
 * <p>The arguments may be of the types {@code double}, {@code double[]}, {@code double[][]}, {@code int}, {@code int[]},
 * {@code boolean}, and records of these. The result is a {@code double}, a {@code double[]}, a {@code double[][]} or a
 * record of these. A lambda needs the types of its parameters: {@code (double[] p) -> p[0] * p[1]}, with {@code Double}
 * for a double.
 */
public final class Lift {
    private Lift() {}

    /** Lifts a method of one argument. */
    public static <A, R> Lifted of(Method1<A, R> method) {
        return lifted(method, 1);
    }

    /** Lifts a method of two arguments. */
    public static <A, B, R> Lifted of(Method2<A, B, R> method) {
        return lifted(method, 2);
    }

    /** Lifts a method of three arguments. */
    public static <A, B, C, R> Lifted of(Method3<A, B, C, R> method) {
        return lifted(method, 3);
    }

    /** Lifts a method of four arguments. */
    public static <A, B, C, D, R> Lifted of(Method4<A, B, C, D, R> method) {
        return lifted(method, 4);
    }

    /** Lifts a method of five arguments. */
    public static <A, B, C, D, E, R> Lifted of(Method5<A, B, C, D, E, R> method) {
        return lifted(method, 5);
    }

    /** Lifts a method of six arguments. */
    public static <A, B, C, D, E, F, R> Lifted of(Method6<A, B, C, D, E, F, R> method) {
        return lifted(method, 6);
    }

    private static Lifted lifted(Object method, int arguments) {
        return new Lifted(Objects.requireNonNull(method, "method"), arguments);
    }

    /**
     * A method of one argument.
     *
     * @param <A> the argument
     * @param <R> the result
     */
    public interface Method1<A, R> extends Serializable {
        /** Calls the method. */
        R call(A a);
    }

    /**
     * A method of two arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <R> the result
     */
    public interface Method2<A, B, R> extends Serializable {
        /** Calls the method. */
        R call(A a, B b);
    }

    /**
     * A method of three arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <R> the result
     */
    public interface Method3<A, B, C, R> extends Serializable {
        /** Calls the method. */
        R call(A a, B b, C c);
    }

    /**
     * A method of four arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <D> the fourth argument
     * @param <R> the result
     */
    public interface Method4<A, B, C, D, R> extends Serializable {
        /** Calls the method. */
        R call(A a, B b, C c, D d);
    }

    /**
     * A method of five arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <D> the fourth argument
     * @param <E> the fifth argument
     * @param <R> the result
     */
    public interface Method5<A, B, C, D, E, R> extends Serializable {
        /** Calls the method. */
        R call(A a, B b, C c, D d, E e);
    }

    /**
     * A method of six arguments.
     *
     * @param <A> the first argument
     * @param <B> the second argument
     * @param <C> the third argument
     * @param <D> the fourth argument
     * @param <E> the fifth argument
     * @param <F> the sixth argument
     * @param <R> the result
     */
    public interface Method6<A, B, C, D, E, F, R> extends Serializable {
        /** Calls the method. */
        R call(A a, B b, C c, D d, E e, F f);
    }
}
