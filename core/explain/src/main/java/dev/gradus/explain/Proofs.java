package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;
import dev.gradus.explain.Formula.Element;
import dev.gradus.explain.Formula.Indicator;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.explain.Formula.Scaled;
import dev.gradus.explain.Formula.Total;
import dev.gradus.explain.ProofLine.Reason;
import dev.gradus.node.AlongAxis;
import dev.gradus.node.Dependence;
import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves backward rules with the letters of the graph. Most proofs follow from an op's {@link Dependence}: the chain rule on
 * one element for an elementwise op, the indices for a product, and the destination of each element for sums and moves. A
 * table holds the few rules that need their own argument.
 */
final class Proofs {
    private static final Notation DOT = Elements.DOT;
    private static final Notation EQUALS = Notation.infix("=", Binding.COMPARISON);
    private static final Notation EXP = Notation.function("exp");
    private static final Notation LOG = Notation.function("log");
    private static final Notation SOFTMAX = Notation.function("softmax");

    private static final Map<String, Argument> OWN =
            Map.of("CrossEntropyLoss", Proofs::crossEntropy, "Softmax", Proofs::softmax);

    private final Trace trace;
    private final Symbols symbols;
    private final Letters letters;

    /** The quantity to prove: the operand's gradient, or the share of this use. */
    private final Formula share;

    private final List<ProofLine> lines = new ArrayList<>();

    private interface Argument {
        void write(Proofs proof, Op op, Step step);
    }

    private Proofs(Trace trace, Symbols symbols, Letters letters, Formula share) {
        this.share = share;
        this.trace = trace;
        this.symbols = symbols;
        this.letters = letters;
    }

    /** Proves the equation of a step. Empty for a step that is not a rule's contribution to an input. */
    static List<ProofLine> of(Step step, Equation equation, Trace trace, Symbols symbols, Letters letters) {
        if (step.rule().isEmpty() || step.input().isEmpty()) {
            return List.of();
        }
        Proofs proof = new Proofs(trace, symbols, letters, equation.formula().left());
        proof.write(step, step.rule().get(), step.input().getAsInt());
        boolean isProved = !proof.lines.isEmpty();
        if (isProved && !proof.hasStated(equation.element())) {
            proof.lines.add(new ProofLine(Reason.ELEMENT, equation.element()));
        }
        if (!proof.hasStated(equation.formula())) {
            proof.lines.add(new ProofLine(isProved ? Reason.WHOLE : Reason.RULE, equation.formula()));
        }
        return List.copyOf(proof.lines);
    }

    private boolean hasStated(Line line) {
        return lines.stream().anyMatch(known -> known.line().text().equals(line.text()));
    }

    private void write(Step step, Op op, int input) {
        Dependence dependence = op.dependence();
        if (op.inputs().stream().filter(operand -> operand == op.input(input)).count() > 1) {
            return; // ∂y/∂x of a single use of x has no name of its own
        }
        if (op == trace.objective() && isUsedTwice(op.input(input))) {
            return; // nor has ∂J/∂x of the use by J itself
        }
        if (op.isBuiltIn() && OWN.containsKey(op.name())) {
            OWN.get(op.name()).write(this, op, step);
        } else if (dependence.isElementwise()) {
            elementwise(step, op, input);
        } else if (dependence == Dependence.PRODUCT && op.shape().rank() == 2) {
            product(op, input);
        } else if (dependence.isReduction() && isLinear(op)) {
            sum(step, op);
        } else if (dependence.isMove()) {
            moved(op, input);
        } else if (op.shape().isScalar() && op.definition().isPresent()) {
            loss(step, op, input);
        }
    }

    private boolean isUsedTwice(Node operand) {
        return trace.graph().nodes().stream()
                        .filter(node -> node.inputs().contains(operand))
                        .count()
                > 1;
    }

    private void add(Reason reason, Formula left, Formula right) {
        lines.add(new ProofLine(reason, new Line(left, "=", right)));
    }

    private void elementwise(Step step, Op op, int input) {
        List<String> index = letters.of(op.shape());
        List<String> own = aligned(op, input, index);
        Formula y = element(op, index);
        List<Formula> operands = new ArrayList<>();
        for (int i = 0; i < op.inputs().size(); i++) {
            operands.add(element(op.input(i), aligned(op, i, index), index));
        }
        boolean spelledOut = op instanceof UnaryOp && op.definition().isPresent();
        add(
                Reason.DEFINITION,
                y,
                spelledOut
                        ? new Formulas(symbols, letters, true, false)
                                .opening(op.input(0), operands.get(0))
                                .of(op.definition().get())
                        : new Operation(op.notation(), operands));
        List<String> copies = index.stream()
                .filter(letter -> isLetter(letter) && !own.contains(letter))
                .toList();
        chain(copies.isEmpty() ? Reason.CHAIN : Reason.CHAIN_OVER_COPIES, op, index, op.input(input), own, copies);
        slope(step, index)
                .ifPresent(slope -> add(Reason.SLOPE, new Partial(y, element(op.input(input), own, index), ""), slope));
    }

    /** Writes ∂J/∂x = Σ ∂J/∂y · ∂y/∂x, the sum over these letters. */
    private void chain(Reason reason, Op op, List<String> index, Node x, List<String> own, List<String> over) {
        Formula product = new Operation(
                DOT, List.of(gradient(op, index), new Partial(element(op, index), element(x, own, index), "")));
        add(reason, new Element(share, own), over.isEmpty() ? product : new Total(over, product));
    }

    /** Returns the factor of the upstream gradient, if the rule is such a product. */
    private Optional<Formula> slope(Step step, List<String> index) {
        Node upstream = step.operands().get(0);
        Node result = step.result() instanceof Op op ? op.written() : step.result();
        if (result == upstream) {
            return Optional.of(new Number(1, false));
        } else if (result instanceof MultiplyBroadcast product && product.a() == upstream) {
            return Optional.of(factor(product.b(), result, index));
        } else if (result instanceof DivideBroadcast quotient && quotient.a() == upstream) {
            return Optional.of(Formulas.oneOver(factor(quotient.b(), result, index)));
        }
        return Optional.empty();
    }

    /** The factor's element that is broadcast to this index of the result. No sum within it reuses one of these letters. */
    private Formula factor(Node factor, Node result, List<String> index) {
        return new Elements(symbols, letters, index)
                .of(factor, Elements.aligned(factor.shape(), result.shape(), index));
    }

    /** For y_ik = Σ_j a_ij b_jk, an element of a affects a row of y, and an element of b affects a column. */
    private void product(Op op, int input) {
        List<String> index = letters.of(op.shape());
        Node a = op.input(0);
        Node b = op.input(1);
        boolean namedOnTheRight = a.shape().name(1).isEmpty();
        String inner = letters.of((namedOnTheRight ? b : a).shape(), namedOnTheRight ? 0 : 1, index);
        Formula left = element(a, List.of(index.get(0), inner));
        Formula right = element(b, List.of(inner, index.get(1)));
        add(Reason.DEFINITION, element(op, index), total(inner, new Operation(DOT, List.of(left, right))));
        List<String> own = input == 0 ? List.of(index.get(0), inner) : List.of(inner, index.get(1));
        String over = index.get(1 - input);
        chain(Reason.CHAIN_OVER_USES, op, index, op.input(input), own, isLetter(over) ? List.of(over) : List.of());
        add(
                Reason.SLOPE,
                new Partial(element(op, index), element(op.input(input), own), ""),
                input == 0 ? right : left);
    }

    private static boolean isLinear(Op op) {
        return op.dependence() == Dependence.SUM || op.name().equals("Mean");
    }

    /** For y_i = Σ_j x_ij, an element of x affects one sum. */
    private void sum(Step step, Op op) {
        Node x = op.input(0);
        List<String> kept = new ArrayList<>(letters.of(op.shape()));
        List<String> all = new ArrayList<>(Elements.beforeReduction(op, kept));
        kept.replaceAll(letter -> all.contains(letter) ? letter : Letters.ONE);
        List<String> over = new ArrayList<>();
        for (int axis : op.reducedAxes()) {
            List<String> inUse = new ArrayList<>(kept);
            inUse.addAll(all);
            String letter = letters.of(x.shape(), axis, inUse);
            all.set(axis, letter);
            if (isLetter(letter)) {
                over.add(letter);
            }
        }
        Formula sum = over.isEmpty() ? element(x, all) : new Total(over, element(x, all));
        double count = op.dependence() == Dependence.SUM ? 1 : Formulas.count(op);
        Formula share = count == 1 ? new Number(1, false) : Formulas.oneOver(new Number(count, false));
        add(Reason.DEFINITION, element(op, kept), count == 1 ? sum : new Scaled(share, sum));
        chain(Reason.CHAIN, op, kept, x, all, List.of());
        add(Reason.SLOPE, new Partial(element(op, kept), element(x, all), ""), share);
    }

    private void moved(Op op, int input) {
        if (op.notation().symbol().equals("ᵀ") && op.shape().rank() == 2) {
            List<String> index = letters.of(op.shape());
            List<String> own = new ArrayList<>(index);
            Collections.reverse(own);
            add(Reason.MOVED, element(op, index), element(op.input(input), own));
        } else {
            add(
                    Reason.MOVED,
                    name(op),
                    new Operation(
                            op.notation(), op.inputs().stream().map(this::name).toList()));
        }
    }

    /** Proves a loss that is a sum over examples. */
    private void loss(Step step, Op op, int input) {
        Node x = op.input(input);
        List<String> index = letters.of(x.shape());
        add(Reason.DEFINITION, name(op), new Formulas(symbols, letters, true, false).definitionOf(op));
        slope(step, index)
                .ifPresent(slope -> add(Reason.ONE_TERM, new Partial(name(op), element(x, index), ""), slope));
    }

    /** ∂/∂z_k (ln Σ_j e^z_j − Σ_j y_j z_j) = e^z_k / Σ_j e^z_j − y_k. */
    private static void crossEntropy(Proofs proof, Op op, Step step) {
        if (step.input().orElse(0) != 0 || !proof.areDistributions(op.input(1))) {
            return;
        }
        Node z = op.input(0);
        List<String> index = proof.letters.of(z.shape());
        String t = index.get(0);
        String k = index.get(1);
        String j = proof.letters.of(z.shape(), 1, index);
        Formula all = total(j, exp(proof.element(z, List.of(t, j))));
        Formula log = new Operation(LOG, List.of(all));
        Formula zk = proof.element(z, index);
        Formula cost = new Element(new Formula.Name("ℓ"), List.of(t));
        Formula target = new Element(proof.name(op.input(1)), index);
        proof.add(
                Reason.DEFINITION,
                cost,
                new Operation(Formulas.MINUS, List.of(log, total(k, new Operation(DOT, List.of(target, zk))))));
        Formula quotient = new Operation(Formulas.OVER, List.of(exp(zk), all));
        proof.add(Reason.LOG_OF_SUM, new Partial(log, zk, ""), quotient);
        Formula probability = new Element(new Operation(SOFTMAX, List.of(proof.name(z))), index);
        proof.add(Reason.PROBABILITY, quotient, probability);
        Formula error = new Operation(Formulas.MINUS, List.of(probability, target));
        proof.add(Reason.ONE_TERM, new Partial(cost, zk, ""), error);
        proof.add(
                Reason.MEAN,
                new Element(proof.share, index),
                proof.timesArriving(
                        step, new Scaled(Formulas.oneOver(new Number(z.shape().size(0), false)), error)));
    }

    /** ∂p_j/∂x_k = p_j ([j = k] − p_k), summed over j with the upstream gradient. */
    private static void softmax(Proofs proof, Op op, Step step) {
        Node x = op.input(0);
        int axis = ((AlongAxis) op).axis();
        List<String> index = proof.letters.of(x.shape());
        List<String> other = new ArrayList<>(index);
        other.set(axis, proof.letters.of(x.shape(), axis, index));
        String k = index.get(axis);
        String j = other.get(axis);
        Formula pk = proof.element(op, index);
        Formula pj = proof.element(op, other);
        Formula xk = proof.element(x, index);
        Formula all = total(j, exp(proof.element(x, other)));
        proof.add(Reason.DEFINITION, pk, new Operation(Formulas.OVER, List.of(exp(xk), all)));
        Formula same = new Indicator(new Operation(EQUALS, List.of(letter(j), letter(k))));
        proof.add(
                Reason.QUOTIENT,
                new Partial(pj, xk, ""),
                new Operation(DOT, List.of(pj, new Operation(Formulas.MINUS, List.of(same, pk)))));
        proof.add(
                Reason.CHAIN_OVER_USES,
                new Element(proof.share, index),
                total(j, new Operation(DOT, List.of(proof.gradient(op, other), new Partial(pj, xk, "")))));
        Formula mean = total(j, new Operation(DOT, List.of(pj, proof.gradient(op, other))));
        proof.add(
                Reason.ELEMENT,
                new Element(proof.share, index),
                new Operation(
                        DOT, List.of(pk, new Operation(Formulas.MINUS, List.of(proof.gradient(op, index), mean)))));
    }

    /** Returns whether targets are labels, or the probabilities of each example sum to 1. */
    private boolean areDistributions(Node targets) {
        double[] values = trace.value(targets).toArray();
        int classes = targets.shape().rank() == 2 ? targets.shape().size(1) : 0;
        double[] sums = new double[classes == 0 ? 0 : values.length / classes];
        for (int i = 0; i < sums.length * classes; i++) {
            sums[i / classes] += values[i];
        }
        return Arrays.stream(sums).allMatch(sum -> Math.abs(sum - 1) < 1e-9);
    }

    /** Multiplies by the upstream gradient of a loss, which is 1 if the loss is the objective. */
    private Formula timesArriving(Step step, Formula slope) {
        Node upstream = step.operands().get(0);
        return symbols.isSeed(upstream) ? slope : new Operation(DOT, List.of(name(upstream), slope));
    }

    private static Formula exp(Formula x) {
        return new Operation(EXP, List.of(x));
    }

    private static Formula total(String letter, Formula body) {
        return isLetter(letter) ? new Total(List.of(letter), body) : body;
    }

    private Formula name(Node node) {
        return new Formulas(symbols, letters, true, false).of(node);
    }

    /** Writes an element with the value's name. A number, and a sum of all elements, is written as itself. */
    private Formula element(Node node, List<String> index) {
        return element(node, index, List.of());
    }

    /** @param scope the indices of the line, which sums within the element must not use */
    private Formula element(Node node, List<String> index, List<String> scope) {
        boolean isWhole = index.isEmpty()
                || node instanceof Op op
                        && symbols.of(op).isEmpty()
                        && isLinear(op)
                        && op.reducedAxes().size() == op.input(0).shape().rank();
        if (isWhole
                && !scope.isEmpty()
                && node instanceof Op
                && symbols.of(node).isEmpty()) {
            return new Elements(symbols, letters, scope).of(node, index);
        }
        return Symbols.number(node).orElseGet(() -> isWhole ? name(node) : new Element(name(node), index));
    }

    /** Writes an element of a gradient. A gradient that was passed on unchanged keeps its old name. */
    private Formula gradient(Node node, List<String> index) {
        Formula whole = Optional.ofNullable(trace.gradients().get(node))
                .flatMap(symbols::of)
                .orElseGet(() -> symbols.partial(node, ""));
        return new Element(whole, index);
    }

    private static Formula letter(String index) {
        return isLetter(index) ? new Formula.Name(index) : new Number(1, false);
    }

    private static boolean isLetter(String index) {
        return !index.equals(Letters.ONE);
    }

    private static List<String> aligned(Op op, int input, List<String> index) {
        return Elements.aligned(op.input(input).shape(), op.shape(), index);
    }
}
