package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;

/**
 * The first step of the {@link OpSpec} of an op that has an attribute besides its inputs.
 *
 * @param <A> the type of the attribute, such as {@code int[]} for axes, or a record for several
 */
public final class Drawing<A> {
    private final Function<Layout, Arbitrary<A>> attributes;

    Drawing(Function<Layout, Arbitrary<A>> attributes) {
        this.attributes = attributes;
    }

    /** An op of one input: {@code (x, axes) -> new Sum(x, false, axes)}. */
    public Made<A> unary(BiFunction<? super Node, ? super A, ? extends Op> op) {
        Objects.requireNonNull(op, "op");
        return nary((inputs, attribute) -> op.apply(inputs.get(0), attribute));
    }

    /** An op of any number of inputs. */
    public Made<A> nary(BiFunction<? super List<Node>, ? super A, ? extends Op> op) {
        Objects.requireNonNull(op, "op");
        return new Made<>(OpSpec.drawn((inputs, attribute) -> op.apply(inputs, attribute(attribute)), attributes));
    }

    @SuppressWarnings("unchecked") // a spec gets back only its own attributes
    private static <A> A attribute(Object drawn) {
        return (A) drawn;
    }

    /** The second step: knows how to construct the op, and needs its inputs and then a reference. */
    public static final class Made<A> {
        private final OpSpec spec;

        private Made(OpSpec spec) {
            this.spec = spec;
        }

        /** See {@link OpSpec#input}. */
        public Made<A> input(String name, Dims dims, Values values) {
            return new Made<>(spec.input(name, dims, values));
        }

        /**
         * Adds the next input of an op whose attribute determines its domain or kinks:
         *
         * <pre>{@code
         * OpSpec.drawing(layout -> Arbitraries.doubles().between(-1, 1))
         *     .unary((x, threshold) -> new Threshold(x, threshold))
         *     .input("x", anyShape(), threshold -> Values.any().kinksAt(threshold))
         *     .referenceTensor((in, threshold) -> …)
         * }</pre>
         *
         * @param values the domain, given the attribute
         */
        public Made<A> input(String name, Dims dims, Function<? super A, Values> values) {
            Objects.requireNonNull(values, "values");
            return new Made<>(spec.inputByAttribute(name, dims, drawn -> values.apply(attribute(drawn))));
        }

        /** See {@link OpSpec#inputWithoutDerivative}. */
        public Made<A> inputWithoutDerivative(String name, Dims dims, Values values) {
            return new Made<>(spec.inputWithoutDerivative(name, dims, values));
        }

        /** See {@link OpSpec#gradientOf(java.util.function.Function)}; the surrogate is given the attribute as well. */
        public Made<A> gradientOf(BiFunction<? super List<Node>, ? super A, ? extends Node> surrogate) {
            Objects.requireNonNull(surrogate, "surrogate");
            return new Made<>(spec.withSurrogate((in, drawn) -> surrogate.apply(in, attribute(drawn))));
        }

        /**
         * Leaves out {@link Law#VALUE}, because there is nothing to compare the value with.
         *
         * @param reason why there is no reference, for the report
         */
        public OpSpec withoutReference(String reason) {
            Objects.requireNonNull(reason, "reason");
            return spec.without(Law.VALUE, reason);
        }

        /** Sets the expected value, given the values of the inputs and the attribute. */
        public OpSpec referenceTensor(BiFunction<? super List<Tensor>, ? super A, Tensor> value) {
            Objects.requireNonNull(value, "value");
            return spec.withReference((inputs, drawn) -> value.apply(inputs, attribute(drawn)));
        }
    }
}
