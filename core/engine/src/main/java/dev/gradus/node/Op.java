package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A node that is computed from other nodes.
 *
 * <p>A new op is one small class: its constructor checks the inputs' shapes and states its own, {@link #forward}
 * computes its value, {@link #backward} is its local derivative as a formula, {@link #withInputs} makes the same op
 * elsewhere. For functions of single elements extend {@link UnaryOp} or {@link BinaryOp}, which leave only the formula
 * to write.
 *
 * <p>An op must be immutable: the same class, {@link #attributes} and inputs mean the same value.
 */
public abstract non-sealed class Op extends Node {
    private static final Record NO_ATTRIBUTES = new NoAttributes();
    private static final Set<String> BUILT_IN =
            Set.of("dev.gradus.flow", "dev.gradus.linalg", "dev.gradus.loss", "dev.gradus.nn", "dev.gradus.node");

    private final List<Node> inputs;

    /**
     * Makes an op with a value of this shape.
     *
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which stands for no value
     */
    protected Op(Shape shape, Node... inputs) {
        this(shape, Arrays.asList(inputs));
    }

    /**
     * Makes an op with a value of this shape.
     *
     * @throws IllegalArgumentException if an input is a {@link NoGradient}, which stands for no value
     */
    protected Op(Shape shape, List<Node> inputs) {
        super(shape, "");
        int missing = firstNull(inputs);
        // A null is kept only for the message: the operands' letters may depend on their number.
        this.inputs = missing < 0 ? List.copyOf(inputs) : Collections.unmodifiableList(inputs);
        if (missing >= 0) {
            throw new NullPointerException(name() + ": the operand " + operand(missing) + " is null");
        }
        for (int i = 0; i < this.inputs.size(); i++) {
            if (this.inputs.get(i) instanceof NoGradient none) {
                throw new IllegalArgumentException(name() + ": input " + i + " is the mark for " + none.meaning()
                        + ", not a value; use Constant.of(0) where a zero is meant");
            }
        }
    }

    private static int firstNull(List<Node> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) == null) {
                return i;
            }
        }
        return -1;
    }

    /** The class's simple name, for messages. */
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
     * <p>An implementation must not change {@code in}, must write every element of {@code out}, and keeps neither. It may
     * run in several threads at once.
     *
     * @param in the inputs' values, in the order of {@link #inputs()}
     * @param out where the value goes; its elements are undefined before
     */
    public abstract void forward(double[][] in, double[] out);

    /**
     * The local derivative: given ∂J/∂this, the formulas of ∂J/∂input for every input. They are nodes, so a rule is
     * written with the operations of models, prints, and can be differentiated again.
     *
     * @param upstream the gradient that arrives, ∂J/∂this, of this op's shape
     * @return one entry per input: a node of exactly that input's shape, or {@link #zero()}, or {@link #undefined}
     */
    public abstract List<Node> backward(Node upstream);

    /**
     * The same op with other inputs of the same count. If their shapes differ, so may the result's.
     *
     * @throws IllegalArgumentException if there are fewer or more; {@link #checkCount} does that
     */
    public abstract Op withInputs(List<Node> inputs);

    /**
     * For {@link #withInputs}: refuses fewer or more inputs than this op has.
     *
     * @throws IllegalArgumentException if there are
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

    /** Everything beside the inputs that determines the value, such as axes; the shared empty record if nothing does. */
    public Record attributes() {
        return NO_ATTRIBUTES;
    }

    /**
     * Which elements of the operands an element of the value depends on; any of them by default. For an op of a user,
     * formulas, proofs, traces and the reports of checked runs use it. Plans, sparse Jacobians and gradient checks do not,
     * so a wrong answer cannot change a number.
     */
    public Dependence dependence() {
        return Dependence.ANY;
    }

    /**
     * The operand's axes that are reduced to one number each, in their order, if this is a {@link Dependence#isReduction
     * reduction}.
     */
    public List<Integer> reducedAxes() {
        return List.of();
    }

    /** Whether derivatives treat this op's value as a constant, although it depends on the operands. */
    public boolean stopsGradient() {
        return false;
    }

    /** The operands' letters for messages and formulas, as many as there are inputs. */
    public List<String> operands() {
        List<String> letters = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            letters.add(i < 26 ? String.valueOf((char) ('a' + i)) : "a" + i);
        }
        return letters;
    }

    /**
     * The letter of the operand with this index in {@link #inputs()}; {@code input 2} where {@link #operands} has none
     * for it.
     */
    public final String operand(int index) {
        List<String> letters = operands();
        return index < letters.size() ? letters.get(index) : "input " + index;
    }

    /** How this op prints; by default its name as a function. */
    public Notation notation() {
        return Notation.function(name());
    }

    /**
     * The same value in terms of simpler ops, for readers: σ(x) = 1 / (1 + e⁻ˣ), a loss as its sum. {@link #forward} may
     * compute it more precisely. Empty if the op explains itself.
     */
    public Optional<Node> definition() {
        return Optional.empty();
    }

    /** What formulas and code write in the place of this op: itself, unless a reader knows its value in another form. */
    public Node written() {
        return this;
    }

    /** What it repeats, as equations, one per line, which a graph prints below the op's own; empty for an op that is one. */
    public String inside() {
        return "";
    }

    /** For {@link #backward}: this op is locally constant in that input, so the gradient is zero. */
    protected static Node zero() {
        return new NoGradient(Optional.empty());
    }

    /** For {@link #backward}: there is no derivative with respect to that input, and why. */
    protected static Node undefined(String why) {
        return new NoGradient(Optional.of(why));
    }

    /** Whether the library wrote its computation, rather than a user. */
    public final boolean isBuiltIn() {
        return BUILT_IN.contains(getClass().getPackageName()) && getClass() != Custom.class;
    }

    /**
     * Whether a plan may compute it once together with an op of the same class, attributes and inputs. A class outside
     * the library without {@link #attributes} may have forgotten its fields there, so its ops are not shared.
     */
    public final boolean mayBeShared() {
        return isBuiltIn() || attributes() != NO_ATTRIBUTES;
    }

    /**
     * Calls {@link #forward} and names this node if it throws.
     *
     * @throws OpException if the code of a user's op throws an exception
     */
    public final void compute(double[][] in, double[] out) {
        try {
            forward(in, out);
        } catch (Exception thrown) {
            throw OpException.of(this, thrown);
        }
    }

    /**
     * Calls {@link #backward}, checks its result and marks the nodes that it made as {@link #madeBy() made by} this op. A
     * reader who walks the graph by hand calls this.
     *
     * @throws BackwardRuleException if the rule returns another count of gradients than there are inputs, or a gradient
     * that does not have its input's shape, or throws an exception
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

    /** Marks the nodes that this op's rule made: an op is younger than its inputs, so the way back ends at an older one. */
    private void markMade(List<Node> gradients, int before) {
        int count = made() - before;
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
        public boolean equals(Object other) { // a record's own equals keeps the class it was last linked for
            return other instanceof NoAttributes;
        }

        @Override
        public int hashCode() { // a record's own hashCode takes milliseconds to link on first use
            return 0;
        }
    }
}
