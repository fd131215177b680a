package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Notation.Fragment;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.Jitter;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that an op computes what a reader of its formula expects: its {@link Op#definition}, the Java and NumPy code
 * of its {@link Notation}, and its symbol, if a built-in op has the same one.
 *
 * <p>Code that the language of {@link dev.gradus.playground.language} does not know is ignored.
 */
public final class NotationLaw {
    /** The tolerance for two formulas of one function, the plainer of which may lose digits; that of the spec may be larger. */
    private static final double RELATIVE = 1e-9;

    private static final List<Function<List<Node>, Node>> SYMBOLS = Stream.concat(
                    Vocabulary.ofElements().filter(Entry::isOfNodes).map(entry -> entry::apply),
                    Stream.<Function<List<Node>, Node>>of(
                            in -> in.get(0).transpose(),
                            in -> in.get(0).matMul(in.get(1)),
                            in -> in.get(0).where(in.get(1), in.get(2))))
            .toList();

    private final Case where;
    private final Op op;
    private final Notation notation;

    private NotationLaw(Case where) {
        this.where = where;
        this.op = where.op();
        this.notation = op.notation();
    }

    public static Optional<Finding> check(Case where) {
        NotationLaw law = new NotationLaw(where);
        return law.prints()
                .or(() -> law.compare("its definition()", law.op.definition()))
                .or(() -> law.compare(
                        "the Java code " + law.notation.java(),
                        PrintedCode.ofJava(law.notation.java(), where.inputs(), law.op.getClass())))
                .or(() -> law.compare(
                        "the NumPy code " + law.notation.numpy(),
                        PrintedCode.ofNumpy(law.notation.numpy(), where.inputs())))
                .or(() -> law.compare("its formula " + law.op.expression(), law.named()));
    }

    /** Checks that the form fits the number of operands and has the parentheses that a reader needs. */
    private Optional<Finding> prints() {
        int operands = op.inputs().size();
        boolean fits = switch (notation.form()) {
            case FUNCTION -> true;
            case INFIX -> operands == 2;
            case PREFIX, POSTFIX -> operands == 1;
        };
        if (!fits) {
            return Optional.of(Finding.of("it prints as " + notation.form() + ", but has " + operands + " operands"));
        }
        boolean isOpen = notation.form() != Form.FUNCTION;
        Binding expected = named().map(node -> ((Op) node).notation().binding()).orElse(notation.binding());
        if (isOpen && (notation.binding() == Binding.ATOM || notation.binding() != expected)) {
            List<Fragment> letters = IntStream.range(0, operands)
                    .mapToObj(i -> Fragment.atom(op.operand(i)))
                    .toList();
            String alone = notation.text(letters).text();
            return Optional.of(Finding.of("it prints as " + alone + " and says that this binds like "
                    + notation.binding() + ", so that parentheses around it are missing or too many"));
        }
        return Optional.empty();
    }

    /** The built-in op with this symbol, if there is one and it accepts these operands. */
    private Optional<Node> named() {
        if (op.isBuiltIn() || !notation.arguments().isEmpty()) {
            return Optional.empty();
        }
        return SYMBOLS.stream()
                .flatMap(symbol -> made(symbol).stream())
                .filter(node -> node instanceof Op builtIn && isReadAs(builtIn))
                .filter(node -> node.shape().equals(op.shape()))
                .findFirst();
    }

    private Optional<Node> made(Function<List<Node>, Node> symbol) {
        try {
            return Optional.of(symbol.apply(where.inputs()))
                    .filter(node -> node.inputs().equals(where.inputs()));
        } catch (RuntimeException doesNotFit) {
            return Optional.empty();
        }
    }

    private boolean isReadAs(Op builtIn) {
        Notation other = builtIn.notation();
        return other.form() == notation.form()
                && other.symbol().equals(notation.symbol())
                && other.arguments().isEmpty();
    }

    /** Compares the value with that of another formula. */
    private Optional<Finding> compare(String what, Optional<Node> formula) {
        if (formula.isEmpty()) {
            return Optional.empty();
        }
        Node other = formula.get();
        if (!other.shape().equals(op.shape())) {
            return Optional.of(Finding.of(what + " has shape " + other.shape() + ", but the op has " + op.shape()));
        }
        double[] value = Execution.forward(op, where.arrays());
        Execution execution = Execution.of(List.of(other)).give(where.inputs(), where.arrays());
        double[] said = execution.run().value(other).clone();
        for (int i = 0; i < value.length; i++) {
            if (Double.isFinite(said[i]) && Double.isFinite(value[i]) && isApart(said[i], value[i])) {
                double[] terms =
                        Jitter.terms(said, jitter -> execution.run(jitter).value(other));
                if (!(Math.abs(said[i] - value[i]) <= RoundingError.ofTerms(terms[i]))) {
                    return Optional.of(
                            Finding.of(what + " has another value than forward at " + Text.place(op.shape(), i))
                                    .with("forward", Text.number(value[i]))
                                    .with("formula", Text.number(said[i])));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isApart(double a, double b) {
        SpecData.Tolerance tolerance = where.spec().tolerance();
        double relative = Math.max(RELATIVE, tolerance.relative());
        return Math.abs(a - b) > relative * Math.max(Math.abs(a), Math.abs(b)) + tolerance.absolute();
    }
}
