package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A node that is computed from other nodes.
 *
 * <p>A new op is one small class. Its constructor checks the inputs' shapes, determines the op's own shape, and passes a
 * maker, which constructs the same op on other inputs. {@link #forward} computes the value, and {@link #backward}
 * returns the local derivative as formulas. For elementwise functions extend {@link UnaryOp} or {@link BinaryOp}, which
 * leave only the formula and its derivative to write. Here is the trace of a square matrix:
 *
 * <pre>{@code
 * final class Trace extends Op {
 *     Trace(Node a) {
 *         super(Shape.scalar(), a, Trace::new);
 *     }
 *
 *     @Override
 *     public void forward(double[][] in, double[] out) {
 *         int n = input(0).shape().size(0);
 *         out[0] = 0;
 *         for (int i = 0; i < n; i++) {
 *             out[0] += in[0][i * n + i];
 *         }
 *     }
 *
 *     @Override
 *     public List<Node> backward(Node upstream) {
 *         Tensor identity = Tensor.eye(input(0).shape().size(0));
 *         return List.of(upstream.multiply(Constant.of(identity)));
 *     }
 * }
 * }</pre>
 *
 * <p>An op must be immutable: two ops with the same class, {@link #attributes} and inputs must have the same value. A
 * maker that uses an array must use the op's own copy of it.
 */
public abstract non-sealed class Op extends Node {
    private static final Record NO_ATTRIBUTES = new NoAttributes();
    private static final Set<String> BUILT_IN =
            Set.of("dev.gradus.flow", "dev.gradus.linalg", "dev.gradus.loss", "dev.gradus.nn", "dev.gradus.node");
    private static final ClassValue<Boolean> IS_BUILT_IN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return BUILT_IN.contains(type.getPackageName()) && type != Custom.class;
        }
    };

    /** Stands for a maker where the class overrides {@link #withInputs}. */
    private static final Function<List<Node>, Op> OVERRIDDEN = inputs -> {
        throw new IllegalStateException("withInputs is not overridden");
    };

    private final List<Node> inputs;
    private final Function<List<Node>, ? extends Op> maker;

    /**
     * An op with one input, whose value has this shape.
     *
     * @param maker constructs the same op on another input
     * @throws IllegalArgumentException if the input is a {@link NoGradient}, which has no value
     */
    protected Op(Shape shape, Node x, Function<? super Node, ? extends Op> maker) {
        this(in -> maker.apply(in.get(0)), shape, x);
        Objects.requireNonNull(maker, "maker");
    }

    /**
     * An op with two inputs, whose value has this shape.
     *
     * @param maker constructs the same op on other inputs
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which has no value
     */
    protected Op(Shape shape, Node a, Node b, BiFunction<? super Node, ? super Node, ? extends Op> maker) {
        this(in -> maker.apply(in.get(0), in.get(1)), shape, a, b);
        Objects.requireNonNull(maker, "maker");
    }

    /**
     * An op with any number of inputs, whose value has this shape.
     *
     * @param maker constructs the same op on as many other inputs
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which has no value
     */
    protected Op(Shape shape, List<? extends Node> inputs, Function<List<Node>, ? extends Op> maker) {
        this(Objects.requireNonNull(maker, "maker"), shape, inputs.toArray(new Node[0]));
    }

    /**
     * An op whose value has this shape, and whose class overrides {@link #withInputs}.
     *
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which has no value
     */
    protected Op(Shape shape, Node... inputs) {
        this(OVERRIDDEN, shape, inputs);
    }

    private Op(Function<List<Node>, ? extends Op> maker, Shape shape, Node... inputs) {
        super(shape, "");
        this.maker = maker;
        // A list with a null is kept only for the message: the operands' names may depend on their number.
        this.inputs = Arrays.asList(inputs).indexOf(null) < 0
                ? List.of(inputs)
                : Collections.unmodifiableList(Arrays.asList(inputs));
        checkInputs();
    }

    /**
     * An op whose value has this shape, and whose class overrides {@link #withInputs}.
     *
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which has no value
     */
    protected Op(Shape shape, List<Node> inputs) {
        this(shape, inputs.toArray(new Node[0]));
    }

    private void checkInputs() {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == null) {
                throw new NullPointerException(name() + ": the operand " + operand(i) + " is null");
            }
            if (inputs.get(i) instanceof NoGradient none) {
                throw new IllegalArgumentException(name() + ": input " + i + " is " + none.meaning()
                        + ", which has no value; use Constant.of(0) for a zero");
            }
        }
    }

    /** The simple name of the class, for messages. */
    public final String name() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getName() : simple;
    }

    @Override
    public final List<Node> inputs() {
        return inputs;
    }

    /** The input with this index in {@link #inputs()}. */
    public final Node input(int index) {
        return inputs.get(index);
    }

    /**
     * Computes the value. The arrays hold the elements in row-major order, from index 0.
     *
     * <p>An implementation must not modify {@code in}, must write every element of {@code out}, and must not retain
     * either array. It may be called by several threads at once.
     *
     * @param in the inputs' values, in the order of {@link #inputs()}
     * @param out receives the value; its initial contents are arbitrary
     */
    public abstract void forward(double[][] in, double[] out);

    /**
     * The local derivative: given ∂J/∂this, the formulas of ∂J/∂input for all inputs. They are nodes, so a rule is
     * written with the same operations as a model, can be printed, and can be differentiated again.
     *
     * @param upstream the upstream gradient ∂J/∂this, of this op's shape
     * @return one entry for each input: a node of exactly that input's shape, or {@link #zero()}, or {@link #undefined}
     */
    public abstract List<Node> backward(Node upstream);

    /**
     * The same op on other inputs, made by the maker that the constructor passed. Their shapes may differ from those of
     * this op's inputs, and then so may the shape of the result. A class without a maker overrides this method.
     *
     * @throws IllegalArgumentException if the number of inputs differs; an override calls {@link #checkCount}
     * @throws UnsupportedOperationException if there is neither a maker nor an override
     * @throws IllegalStateException if the maker returns an op of another class
     */
    public Op withInputs(List<Node> inputs) {
        if (maker == OVERRIDDEN) {
            throw new UnsupportedOperationException(name()
                    + " cannot be constructed on other inputs: pass a maker to the"
                    + " constructor of its superclass, as in super(x, " + name() + "::new), or override withInputs");
        }
        checkCount(inputs);
        Op made = maker.apply(inputs);
        if (made == null || made.getClass() != getClass()) {
            throw new IllegalStateException(name() + ".withInputs: the maker returned "
                    + (made == null ? "null" : "an op of the class " + made.name()) + " instead of a new " + name());
        }
        return made;
    }

    /**
     * Checks the number of inputs in an implementation of {@link #withInputs}.
     *
     * @throws IllegalArgumentException if it differs from the number of this op's inputs
     */
    protected final void checkCount(List<Node> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        if (inputs.size() != this.inputs.size()) {
            List<String> letters = IntStream.range(0, this.inputs.size())
                    .mapToObj(this::operand)
                    .toList();
            throw new IllegalArgumentException(name() + ".withInputs: got " + inputs.size() + " inputs, but " + name()
                    + " has " + this.inputs.size() + ": " + String.join(", ", letters));
        }
    }

    /** Everything other than the inputs that determines the value, such as axes; an empty record by default. */
    public Record attributes() {
        return NO_ATTRIBUTES;
    }

    /**
     * Which elements of the operands each element of the value depends on; by default, any of them. The dependence of a
     * user's op appears in formulas, proofs, traces and the reports of checked runs. Plans, sparse Jacobians and
     * gradient checks ignore it, so a wrong answer cannot change a number.
     */
    public Dependence dependence() {
        return Dependence.ANY;
    }

    /**
     * The axes of the operand that are reduced to one number each, in ascending order, if this is a
     * {@link Dependence#isReduction reduction}.
     */
    public List<Integer> reducedAxes() {
        return List.of();
    }

    /** Whether derivatives treat this op's value as a constant, although it depends on the operands. */
    public boolean stopsGradient() {
        return false;
    }

    /** The operands' names in messages and formulas, one for each input; by default a, b, c, …. */
    public List<String> operands() {
        List<String> letters = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            letters.add(i < 26 ? String.valueOf((char) ('a' + i)) : "a" + i);
        }
        return letters;
    }

    /**
     * The name of the operand with this index in {@link #inputs()}; {@code input 2} if {@link #operands} has no name
     * for it.
     */
    public final String operand(int index) {
        List<String> letters = operands();
        return index < letters.size() ? letters.get(index) : "input " + index;
    }

    /** How this op prints; by default, as a function with its class name. */
    public Notation notation() {
        return Notation.function(name());
    }

    /**
     * The same value in terms of simpler ops, for readers: σ(x) = 1 / (1 + e⁻ˣ), or a loss as a sum. {@link #forward}
     * may compute it more accurately. Empty if the op needs no explanation.
     */
    public Optional<Node> definition() {
        return Optional.empty();
    }

    /**
     * The node that formulas and generated code show in place of this op: the op itself, unless readers know its value
     * in a different form.
     */
    public Node written() {
        return this;
    }

    /**
     * The equations of the graph that this op repeats, one on each line, which a graph prints below the op's own
     * equation; empty for other ops.
     */
    public String inside() {
        return "";
    }

    /** For {@link #backward}: the gradient for that input is zero, because this op is locally constant in it. */
    protected static Node zero() {
        return new NoGradient(Optional.empty());
    }

    /** For {@link #backward}: there is no derivative with respect to that input, for the reason given. */
    protected static Node undefined(String why) {
        return new NoGradient(Optional.of(why));
    }

    /** Whether the library, rather than a user, wrote the computation. */
    public final boolean isBuiltIn() {
        return IS_BUILT_IN.get(getClass());
    }

    /**
     * Whether a plan may compute this op only once for several ops with the same class, attributes and inputs. A user's
     * class that does not override {@link #attributes} may have omitted a field there, so its ops are not shared.
     */
    public final boolean mayBeShared() {
        return isBuiltIn() || attributes() != NO_ATTRIBUTES;
    }

    /**
     * Calls {@link #forward} and names this node in the exception if it throws.
     *
     * @throws OpException if a user's op throws an exception
     */
    public final void compute(double[][] in, double[] out) {
        try {
            forward(in, out);
        } catch (Exception thrown) {
            throw OpException.of(this, thrown);
        }
    }

    /**
     * Calls {@link #backward}, checks the result and marks the nodes that it created as {@link #madeBy() made by} this
     * op. Code that differentiates a graph by hand calls this method.
     *
     * @throws BackwardRuleException if the rule throws an exception, returns a number of gradients other than the
     *     number of inputs, or returns a gradient whose shape is not that of its input
     * @throws ShapeException if upstream does not have this op's shape
     */
    public final List<Node> gradients(Node upstream) {
        Objects.requireNonNull(upstream, "upstream");
        if (!upstream.shape().equals(shape())) {
            throw new ShapeException(name() + ".backward: the upstream gradient has shape " + upstream.shape() + " but "
                    + describe() + " needs one of its own shape");
        }
        int before = made();
        List<Node> gradients = callRule(upstream);
        BackwardRuleException.check(this, gradients);
        markMade(gradients, before);
        return gradients;
    }

    private List<Node> callRule(Node upstream) {
        try {
            return backward(upstream);
        } catch (Exception thrown) {
            throw BackwardRuleException.of(this, thrown);
        }
    }

    /**
     * Marks the nodes that this op's rule created. Ops are newer than their inputs, so the traversal stops at older
     * nodes.
     */
    private void markMade(List<Node> gradients, int before) {
        int count = made() - before;
        if (count == 0) {
            return;
        }
        Optional<Op> maker = Optional.of(this);
        List<Node> open = new ArrayList<>(gradients);
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (node instanceof Op
                    && node.isAmong(before, count)
                    && node.madeBy().isEmpty()) {
                node.markMadeBy(maker);
                open.addAll(node.inputs());
            }
        }
    }

    private record NoAttributes() {
        @Override
        public boolean equals(Object other) { // the generated equals keeps the class it was last linked for
            return other instanceof NoAttributes;
        }

        @Override
        public int hashCode() { // the generated hashCode takes milliseconds to link on first use
            return 0;
        }
    }
}
