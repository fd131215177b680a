package net.jqwik.api;

/** Stands in for jqwik's. */
public final class Combinators {
    private Combinators() {}

    public static <A, B> Combinator2<A, B> combine(Arbitrary<A> a, Arbitrary<B> b) {
        return new Combinator2<>() {
            @Override
            public <R> Arbitrary<R> as(F2<? super A, ? super B, ? extends R> function) {
                return random -> function.apply(a.draw(random), b.draw(random));
            }
        };
    }

    public static <A, B, C> Combinator3<A, B, C> combine(Arbitrary<A> a, Arbitrary<B> b, Arbitrary<C> c) {
        return new Combinator3<>() {
            @Override
            public <R> Arbitrary<R> as(F3<? super A, ? super B, ? super C, ? extends R> function) {
                return random -> function.apply(a.draw(random), b.draw(random), c.draw(random));
            }
        };
    }

    /** Stands in for jqwik's. */
    public interface Combinator2<A, B> {
        <R> Arbitrary<R> as(F2<? super A, ? super B, ? extends R> function);
    }

    /** Stands in for jqwik's. */
    public interface Combinator3<A, B, C> {
        <R> Arbitrary<R> as(F3<? super A, ? super B, ? super C, ? extends R> function);
    }

    /** Stands in for jqwik's. */
    @FunctionalInterface
    public interface F2<A, B, R> {
        R apply(A a, B b);
    }

    /** Stands in for jqwik's. */
    @FunctionalInterface
    public interface F3<A, B, C, R> {
        R apply(A a, B b, C c);
    }
}
