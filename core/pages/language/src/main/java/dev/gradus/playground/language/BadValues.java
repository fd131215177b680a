package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains why the value of an op cannot be computed, or is not finite although its operands are. */
public final class BadValues {
    private static final int LARGEST_EXPONENT = 50;

    private BadValues() {}

    /**
     * The problem of an op whose value is not finite.
     *
     * @param span where the op is written
     * @param operands the values of its inputs
     */
    public static Problem notFinite(Program program, Op op, Span span, List<Tensor> operands) {
        String name = op.name().replace("Broadcast", "").toLowerCase(Locale.ROOT);
        int guilty = operands.size() - 1;
        double least = Arrays.stream(operands.get(guilty).toArray()).min().orElse(0);
        double largest = Arrays.stream(operands.get(guilty).toArray()).max().orElse(0);
        String operand = nameOf(op.inputs().get(guilty));
        Optional<Expr> written = written(program, span, guilty);
        boolean isOfSmall = (name.startsWith("log") || name.equals("sqrt") || name.equals("rsqrt")) && least <= 0;
        boolean isQuotient = (name.equals("divide") || name.equals("reciprocal")) && contains(operands.get(guilty), 0);
        String sentence = isOfSmall
                ? "«" + op.notation().symbol() + "» needs positive numbers, but " + operand + " contains "
                        + figures(least) + "."
                : isQuotient
                        ? "Here " + operand + " contains 0, and nothing can be divided by 0."
                        : name.equals("exp")
                                ? "Here " + operand + " contains " + figures(largest)
                                        + ", and its exponential is too large for a number."
                                : "This value is not a finite number, although its operands are.";
        Problem problem = Problem.at(span, "not a finite number", sentence)
                .about(op.notation().symbol(), op.inputs());
        if (written.isEmpty() || !(isOfSmall || isQuotient || name.equals("exp"))) {
            return problem;
        }
        Span of = new Span(
                written.get().span().from() + span.from(), written.get().span().to() + span.from());
        String text = of.of(program.text());
        return name.equals("exp")
                ? problem.mendedBy(
                        "Keep it below " + LARGEST_EXPONENT, of, "minimum(" + text + ", " + LARGEST_EXPONENT + ")")
                : isQuotient
                        ? problem.mendedBy("Add 1e-9", of, "(" + text + " + 1e-9)")
                        : problem.mendedBy("Keep it above 0", of, "maximum(" + text + ", 1e-9)");
    }

    /** The problem of indices or labels that are too large for an array; its weights can have more rows or columns. */
    public static Problem outOfRange(Program program, Op op, Problem problem, List<Tensor> operands) {
        Problem mended = problem;
        for (Tensor operand : operands) {
            double largest = Arrays.stream(operand.toArray()).max().orElse(0);
            int wanted = (int) largest + 1;
            if (largest != Math.floor(largest) || largest < 1) {
                continue;
            }
            for (Node node : op.inputs()) {
                for (int size : node.shape().sizes()) {
                    mended = mended.mendedBy(instead(program, size, wanted));
                }
            }
            for (Weight weight : program.weights()) {
                int[] sizes = weight.parameter().shape().sizes();
                if (sizes.length == 2) {
                    mended = SizeRemedies.resized(weight, sizes[1], sizes[0])
                            .map(mended::mendedBy)
                            .orElse(mended);
                }
                for (int axis = 0; axis < sizes.length; axis++) {
                    int[] changed = sizes.clone();
                    changed[axis] = wanted;
                    mended = SizeRemedies.resized(weight, changed)
                            .map(mended::mendedBy)
                            .orElse(mended);
                }
            }
        }
        return mended;
    }

    /** Gives another size to all axes of weights that have one. */
    private static Remedy instead(Program program, int size, int wanted) {
        List<Remedy.Edit> edits = program.weights().stream()
                .flatMap(weight -> weight.sizes().stream())
                .filter(span -> span.of(program.text()).equals(String.valueOf(size)))
                .distinct()
                .map(span -> new Remedy.Edit(span, String.valueOf(wanted)))
                .toList();
        return new Remedy("Make the weights " + wanted + " instead of " + size, edits);
    }

    private static boolean contains(Tensor tensor, double number) {
        return Arrays.stream(tensor.toArray()).anyMatch(value -> value == number);
    }

    private static String nameOf(Node node) {
        return node.isNamed() ? "«" + node.label() + "»" : "its operand";
    }

    /** The number as a sentence shows it. */
    private static String figures(double value) {
        double rounded = Math.abs(value) < 1e-3 ? value : Math.round(value * 1000) / 1000.0;
        String digits = rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
        return digits.replace('-', '−');
    }

    /** The operand in the text of the op, with positions from the beginning of that text. */
    private static Optional<Expr> written(Program program, Span span, int operand) {
        Expr expr;
        try {
            expr = Parser.expression(span.of(program.text()));
        } catch (Problem notAlone) {
            return Optional.empty();
        }
        if (expr instanceof Expr.Binary binary) {
            return Optional.of(operand == 0 && !binary.sign().equals("/") ? binary.left() : binary.right());
        } else if (expr instanceof Expr.Call call && call.arguments().size() > operand) {
            return Optional.of(call.arguments().get(operand));
        }
        return expr instanceof Expr.Call call && call.function() instanceof Expr.Member member
                ? Optional.of(member.of())
                : Optional.empty();
    }
}
