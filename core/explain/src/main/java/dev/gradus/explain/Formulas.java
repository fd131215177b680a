package dev.gradus.explain;

import dev.gradus.explain.Formula.Derivative;
import dev.gradus.explain.Formula.Element;
import dev.gradus.explain.Formula.Indicator;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.explain.Formula.Scaled;
import dev.gradus.explain.Formula.Shaped;
import dev.gradus.explain.Formula.Total;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.nn.MaxPool;
import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Constant;
import dev.gradus.node.Dependence;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.Mean;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Op;
import dev.gradus.node.Reshape;
import dev.gradus.node.Transpose;
import dev.gradus.node.UnaryOp;
import dev.gradus.node.Where;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Converts nodes into formulas of named values.
 *
 * <p>Simplified formulas say the same more briefly. They omit factors of 1 and broadcasting, write sums with Σ, and write
 * σ(z) ∗ (1 − σ(z)) as σ′(z) and (xᵀ)ᵀ as x. A choice between a value and 0 becomes the value times a condition.
 */
final class Formulas {
    static final Notation TIMES = Notation.infix("∗", Binding.PRODUCT);
    static final Notation MINUS = Notation.infix("−", Binding.SUM);
    private static final Notation EQUALS = Notation.infix("=", Binding.COMPARISON);
    static final Notation OVER = Notation.infix("/", Binding.PRODUCT);

    /** Unnamed ops nested more deeply are printed as …, for example in a gradient of many uses. */
    private static final int DEEPEST = 32;

    private final Symbols symbols;
    private final Letters letters;
    private final boolean simplified;
    private final boolean shapes;
    private final Map<Node, Formula> opened;

    private final List<String> scope = new ArrayList<>();

    private int depth;

    Formulas(Symbols symbols, Letters letters, boolean simplified, boolean shapes) {
        this(symbols, letters, simplified, shapes, Map.of());
    }

    private Formulas(Symbols symbols, Letters letters, boolean simplified, boolean shapes, Map<Node, Formula> opened) {
        this.symbols = symbols;
        this.letters = letters;
        this.simplified = simplified;
        this.shapes = shapes;
        this.opened = opened;
    }

    /** Returns the same formulas, with this formula in place of this node. */
    Formulas opening(Node node, Formula formula) {
        return new Formulas(symbols, letters, simplified, shapes, Map.of(node, formula));
    }

    Formula of(Node node) {
        return Optional.ofNullable(opened.get(node))
                .or(() -> symbols.of(node))
                .map(symbol -> shaped(symbol, node))
                .or(() -> Symbols.number(node))
                .orElseGet(() -> nested((Op) node));
    }

    private Formula nested(Op op) {
        if (depth == DEEPEST) {
            return new Formula.Name("…");
        }
        depth++;
        Formula formula = ofOp(op);
        depth--;
        return formula;
    }

    private Formula shaped(Formula symbol, Node node) {
        return shapes ? new Shaped(symbol, node.shape()) : symbol;
    }

    Formula ofOp(Op op) {
        if (op.written() != op) {
            return of(op.written());
        }
        Optional<Formula> shorter = simplified ? simplified(op) : Optional.empty();
        Formula formula = shorter.orElseGet(() -> asRun(op));
        return shapes && op instanceof Transpose && symbols.of(op.input(0)).isPresent()
                ? new Shaped(
                        new Operation(
                                op.notation(), List.of(symbols.of(op.input(0)).orElseThrow())),
                        op.shape())
                : formula;
    }

    private Formula asRun(Op op) {
        return new Operation(op.notation(), op.inputs().stream().map(this::of).toList());
    }

    /** Writes the value of an op by its definition, if it has one: a loss as its sum. */
    Formula definitionOf(Op op) {
        boolean spelledOut = simplified && !(op instanceof UnaryOp);
        Formula value = spelledOut ? op.definition().map(this::of).orElseGet(() -> ofOp(op)) : ofOp(op);
        boolean saysNothing = op.inputs().stream().anyMatch(input -> of(input).equals(value));
        return saysNothing ? asRun(op) : value;
    }

    /** Writes the gradient that an op's rule passes to an input, with f′(x) for the local derivative of a function. */
    Formula ofContribution(Op rule, Node upstream, Node gradient) {
        if (simplified
                && rule instanceof UnaryOp function
                && hasPrime(rule)
                && factor(upstream, gradient).filter(Formulas::isCompound).isPresent()) {
            Formula prime = new Derivative(rule.notation().symbol(), of(function.x()));
            return symbols.isSeed(upstream) ? prime : new Operation(TIMES, List.of(of(upstream), prime));
        }
        if (simplified && rule instanceof MaxPool pool) {
            return winnersOf(pool, upstream);
        }
        return gradient instanceof Op op ? ofOp(op) : of(gradient);
    }

    /** Writes the gradient of a pool's input as a sum over windows w: each passes its own to the cell that won. */
    private Formula winnersOf(MaxPool pool, Node upstream) {
        List<String> window = List.of("w");
        Formula won = new Operation(EQUALS, List.of(of(pool.input(0)), new Element(of(pool), window)));
        return new Total(window, new Operation(TIMES, List.of(new Element(of(upstream), window), new Indicator(won))));
    }

    /** Returns the local derivative g if a rule is upstream ∗ g and g does not depend on upstream. */
    static Optional<Node> factor(Node upstream, Node gradient) {
        return gradient instanceof MultiplyBroadcast product
                        && product.a() == upstream
                        && product.b().shape().equals(product.shape())
                        && !mentions(product.b(), upstream, product.madeBy())
                ? Optional.of(product.b())
                : Optional.empty();
    }

    /** A node that another rule created existed before, so it depends on upstream only if it is upstream. */
    private static boolean mentions(Node node, Node upstream, Optional<Op> rule) {
        return node == upstream
                || (node.madeBy().isPresent()
                        && node.madeBy().equals(rule)
                        && node.inputs().stream().anyMatch(input -> mentions(input, upstream, rule)));
    }

    private static boolean isCompound(Node factor) {
        return factor.madeBy().isPresent()
                && factor.inputs().stream().anyMatch(input -> input.madeBy().isPresent());
    }

    static boolean hasPrime(Op rule) {
        Notation notation = rule.notation();
        return notation.form() == Form.FUNCTION
                && notation.arguments().isEmpty()
                && rule.inputs().size() == 1;
    }

    private Optional<Formula> simplified(Op op) {
        if (op instanceof MultiplyBroadcast product) {
            return product(product.a(), product.b(), product.shape());
        } else if (op instanceof DivideBroadcast quotient) {
            return quotient(quotient.a(), quotient.b());
        } else if (op.dependence() == Dependence.REPETITION) {
            boolean seed = symbols.isSeed(op.input(0));
            return Optional.of(seed ? new Formula.Number(1, false) : of(op.input(0)));
        } else if (changesOnesOnly(op)) {
            return Optional.of(of(op.input(0)));
        } else if (turnedBack(op).filter(x -> !isNamed(op.input(0))).isPresent()) {
            return turnedBack(op).map(this::of);
        } else if (op.dependence() == Dependence.SUM) {
            return Optional.of(total(op));
        } else if (op instanceof Mean) {
            return Optional.of(mean(op, examples(op), total(op)));
        } else if (op instanceof Where && isNumber(op.input(2), 0)) {
            return Optional.of(new Operation(TIMES, List.of(of(op.input(1)), new Indicator(of(op.input(0))))));
        }
        return op instanceof LoopResult part ? sumOfSteps(part) : Optional.empty();
    }

    /** Writes the gradient of what all steps of a loop use as Σ over the steps t of what each contributes. */
    private Optional<Formula> sumOfSteps(LoopResult part) {
        if (part.madeBy().isEmpty()
                || part.result().kind() != Loop.Kind.LAST
                || !(part.input(0) instanceof Loop loop)
                || !(loop.body().next().get(part.result().of()) instanceof AddBroadcast sum)) {
            return Optional.empty();
        }
        Node carry = loop.body().carries().get(part.result().of());
        Optional<Node> term =
                sum.a() == carry ? Optional.of(sum.b()) : Optional.of(sum.a()).filter(a -> sum.b() == carry);
        return term.map(each -> new Total(List.of("t"), inStep(loop).of(each)));
    }

    /** Returns formulas of the values of one step of a loop, which has no symbols of its own to write elements with. */
    private Formulas inStep(Loop loop) {
        Map<Node, Formula> names = new HashMap<>();
        Stream.concat(loop.body().carries().stream(), loop.body().elements().stream())
                .forEach(input -> names.put(
                        input, new Formula.Name(input.label().contains("ₜ") ? input.label() : input.label() + "ₜ")));
        loop.body().given().forEach(input -> names.put(input, of(loop.input(loop.inputOf(input)))));
        return new Formulas(symbols, letters, false, shapes, names);
    }

    private Optional<Formula> product(Node a, Node b, Shape shape) {
        if (isOne(a) && b.shape().equals(shape)) {
            return Optional.of(of(b));
        } else if (isOne(b) && a.shape().equals(shape)) {
            return Optional.of(of(a));
        } else if (a instanceof Constant && a.shape().isScalar() && b instanceof Op) {
            return Optional.of(new Scaled(of(a), of(b)));
        }
        return Optional.empty();
    }

    private Optional<Formula> quotient(Node a, Node b) {
        Formula above = of(a);
        boolean inFront = above.binding() == Binding.SUM || above instanceof Scaled;
        return Symbols.number(b).isPresent() && inFront
                ? Optional.of(new Scaled(oneOver(of(b)), above))
                : Optional.empty();
    }

    static Formula oneOver(Formula divisor) {
        return new Operation(OVER, List.of(new Formula.Number(1, false), divisor));
    }

    /** Writes 1/n · Σ, or only the sum if it has one term. */
    static Formula mean(Op mean, Formula count, Formula sum) {
        return count(mean) == 1 ? sum : new Scaled(oneOver(count), sum);
    }

    /** Writes the sum of {@code count} equal terms. */
    static Formula times(double count, Formula term) {
        if (count == 1) {
            return term;
        } else if (term instanceof Formula.Number one && one.value() == 1) {
            return new Formula.Number(count, false);
        } else if (term instanceof Scaled copies
                && copies.factor() instanceof Formula.Number times
                && times.value() == Math.rint(times.value())) {
            return times(count * times.value(), copies.body());
        }
        return new Scaled(new Formula.Number(count, false), term);
    }

    static double count(Op mean) {
        Shape x = mean.input(0).shape();
        return mean.reducedAxes().stream().mapToDouble(x::size).reduce(1, (a, b) -> a * b);
    }

    private Formula examples(Op mean) {
        Shape x = mean.input(0).shape();
        List<Integer> axes = mean.reducedAxes();
        return axes.size() == 1 && letters.isOneSize(x.name(axes.get(0)))
                ? new Formula.Name(x.name(axes.get(0)))
                : new Formula.Number(count(mean), false);
    }

    /** Writes a sum over all axes by elements, and a sum over some axes by values. */
    private Formula total(Op reduction) {
        Node x = reduction.input(0);
        List<Integer> axes = reduction.reducedAxes();
        if (axes.isEmpty()) {
            return of(x);
        }
        return axes.size() == x.shape().rank() && !shapes ? totalOfElements(x) : totalOfValue(x, axes);
    }

    private Formula totalOfElements(Node x) {
        Shape shape = x.shape();
        List<String> index = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            List<String> inUse = new ArrayList<>(scope);
            inUse.addAll(index);
            index.add(letters.of(shape, axis, inUse));
        }
        Formula total = new Elements(symbols, letters, scope).of(x, index);
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            total = Elements.sum(index.get(axis), shape.size(axis), total);
        }
        return total;
    }

    /** Counts the copies along axes that the written formula does not have. */
    private Formula totalOfValue(Node x, List<Integer> axes) {
        WrittenShape written = WrittenShape.of(x, this);
        List<String> all = letters.of(written.shape());
        List<String> indices = new ArrayList<>();
        int copies = 1;
        for (int axis : axes) {
            int there = written.axes().get(axis);
            if (there < 0) {
                copies *= x.shape().size(axis);
            } else if (!all.get(there).equals(Letters.ONE)) {
                indices.add(all.get(there));
            }
        }
        scope.addAll(indices);
        Formula body = of(x);
        scope.subList(scope.size() - indices.size(), scope.size()).clear();
        return times(copies, indices.isEmpty() ? body : new Total(indices, body));
    }

    boolean isNamed(Node node) {
        return opened.containsKey(node) || symbols.of(node).isPresent();
    }

    /** Returns whether an op only adds or removes axes of size 1, so that formulas omit it. */
    static boolean changesOnesOnly(Op op) {
        return op instanceof Reshape
                && Arrays.equals(
                        withoutOnes(op.shape()), withoutOnes(op.input(0).shape()));
    }

    /** Returns x if an op is the transpose of a transpose of x, with the axes where they were. */
    static Optional<Node> turnedBack(Op op) {
        return op instanceof Transpose outer
                        && outer.input(0) instanceof Transpose inner
                        && IntStream.range(0, outer.axes().size())
                                .allMatch(axis -> inner.axes().get(outer.axes().get(axis)) == axis)
                ? Optional.of(inner.input(0))
                : Optional.empty();
    }

    private static int[] withoutOnes(Shape shape) {
        return Arrays.stream(shape.sizes()).filter(size -> size != 1).toArray();
    }

    private boolean isOne(Node node) {
        return symbols.isSeed(node)
                || isNumber(node, 1)
                || (node instanceof Op op
                        && op.dependence() == Dependence.REPETITION
                        && symbols.of(op).isEmpty()
                        && isNumber(op.input(0), 1));
    }

    static boolean isNumber(Node node, double value) {
        return node instanceof Constant constant
                && !constant.isNamed()
                && constant.symbol().isEmpty()
                && constant.shape().isScalar()
                && constant.value().item() == value;
    }
}
