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
        return new Made<>(attributes, op);
    }

    /** The second step: knows how to construct the op, and needs a reference. */
    public static final class Made<A> {
        private final Function<Layout, Arbitrary<A>> attributes;
        private final BiFunction<? super List<Node>, ? super A, ? extends Op> op;

        private Made(
                Function<Layout, Arbitrary<A>> attributes, BiFunction<? super List<Node>, ? super A, ? extends Op> op) {
            this.attributes = attributes;
            this.op = op;
        }

        /**
         * Leaves out {@link Law#VALUE}, because there is nothing to compare the value with.
         *
         * @param reason why there is no reference, for the report
         */
        public OpSpec withoutReference(String reason) {
            Objects.requireNonNull(reason, "reason");
            return OpSpec.drawn(this::make, attributes).without(Law.VALUE, reason);
        }

        @SuppressWarnings("unchecked") // a spec gets back only its own attributes
        private Op make(List<Node> inputs, Object attribute) {
            return op.apply(inputs, (A) attribute);
        }

        /** Sets the expected value, given the values of the inputs and the attribute. */
        @SuppressWarnings("unchecked") // a spec gets back only its own attributes
        public OpSpec referenceTensor(BiFunction<? super List<Tensor>, ? super A, Tensor> value) {
            return OpSpec.drawn(this::make, attributes)
                    .withReference((inputs, attribute) -> value.apply(inputs, (A) attribute));
        }
    }
}
