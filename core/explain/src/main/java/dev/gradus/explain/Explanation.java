package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Run;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The mathematics of a trace, derived from the rules that ran.
 *
 * <pre>{@code
 * Explanation.of(run).text();      // the equations, numbered
 * Explanation.of(run).latex();     // the same for a paper
 * Explanation.of(run).numpy();     // the same as NumPy code
 * }</pre>
 *
 * <p>Equal traces give equal texts. Not thread-safe.
 */
public final class Explanation {
    /** A single formula can make the columns at most this wide. */
    private static final int WIDEST = 400;

    private final Trace trace;
    private final Symbols symbols;
    private final Letters letters;
    private final NodeValues values;
    private Optional<Equations> equations = Optional.empty();

    private Explanation(Trace trace) {
        this.trace = Objects.requireNonNull(trace, "trace");
        this.letters = new Letters(trace.graph().nodes());
        this.symbols = new Symbols(trace, letters);
        this.values = new NodeValues(trace);
    }

    /** Explains the forward and backward pass that the run would compute now. */
    public static Explanation of(Run run) {
        return of(Trace.of(run));
    }

    /** Explains these steps. */
    public static Explanation of(Trace trace) {
        return new Explanation(trace);
    }

    private Equations worked() {
        Equations known = equations.orElseGet(() -> new Equations(trace, symbols, letters));
        equations = Optional.of(known);
        return known;
    }

    /** Returns the steps that are explained. */
    public Trace trace() {
        return trace;
    }

    /** Returns all equations in the order of a lesson: definitions, forward, backward, updates. */
    public List<Equation> equations() {
        return worked().all();
    }

    /**
     * Returns the equation of a step: its own, or the one that contains its unnamed value.
     *
     * @throws IllegalArgumentException if the step is not part of the trace
     */
    public Equation equation(Step step) {
        return worked().of(step);
    }

    int index(Step step) {
        return worked().index(step);
    }

    /**
     * Proves the rule of a step line by line, in the symbols of this graph: the op's value, the chain rule, the slope, and
     * the conclusion. Empty for a step that is not a rule's contribution to an input.
     *
     * @throws IllegalArgumentException if the step is not part of the trace
     */
    public List<ProofLine> proof(Step step) {
        return Proofs.of(step, equation(step), trace, symbols, letters);
    }

    /** Returns the name of a value or gradient, or its formula if it has none. */
    public Formula symbol(Node node) {
        Objects.requireNonNull(node, "node");
        return new Formulas(symbols, letters, true, false).of(node);
    }

    /** Returns the subject of a step: the value or its gradient. */
    public Formula subject(Step step) {
        return worked().left(step);
    }

    /** Returns the factor by which a rule multiplies the upstream gradient, if the rule is such a product. */
    public Optional<Node> localFactor(Step step) {
        boolean backward = step.input().isPresent() && !step.operands().isEmpty();
        Node written = step.result() instanceof Op op ? op.written() : step.result();
        if (!backward || written.inputs().size() != 2) {
            return Optional.empty();
        }
        List<Node> others = written.inputs().stream()
                .filter(input -> input != step.operands().get(0))
                .toList();
        return others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }

    /**
     * Explains how one element of a step's result is computed, in symbols and in numbers.
     *
     * @param index one coordinate per axis of the result, from 0
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public ElementEquation element(Step step, int... index) {
        double value = step.value().get(index);
        List<String> coordinates = new ArrayList<>();
        for (int coordinate : index) {
            coordinates.add(String.valueOf(coordinate + 1));
        }
        Formula left = new Formula.Element(worked().left(step), coordinates);
        String sign = Equations.sign(step);
        return new ElementEquation(
                new Line(
                        left,
                        sign,
                        worked().element(step, new WrittenOut(symbols, letters, values, false), coordinates)),
                new Line(
                        left,
                        sign,
                        worked().element(step, new WrittenOut(symbols, letters, values, true), coordinates)),
                value);
    }

    /**
     * Lists the graph and its gradients as they run, one equation per line with shapes: {@code ∂J/∂W:(2, 1) = xᵀ @ ∂J/∂z}.
     */
    public String listing() {
        return TraceListing.of(this);
    }

    /**
     * Formats the equations as plain text, one per line, with right-aligned numbers. Very long lines do not widen the
     * columns of the others.
     */
    public String text() {
        List<Row> rows = equations().stream().map(Row::of).toList();
        int widest = widest(rows, Row::leftWidth);
        int longest = widest(rows, Row::rightWidth);
        return rows.stream().map(row -> row.text(widest, longest)).collect(Collectors.joining("\n"));
    }

    private static int widest(List<Row> rows, ToIntFunction<Row> width) {
        return Math.min(rows.stream().mapToInt(width).max().orElse(0), WIDEST);
    }

    private record Row(Equation equation, String left, int leftWidth, String right, int rightWidth) {
        static Row of(Equation equation) {
            String left = equation.formula().left().text();
            String right = equation.formula().right().text();
            return new Row(equation, left, TextColumns.width(left), right, TextColumns.width(right));
        }

        String text(int widest, int longest) {
            String text = " ".repeat(Math.max(0, widest - leftWidth)) + left + " "
                    + equation.formula().sign() + " " + right;
            return equation.number().isPresent()
                    ? TextColumns.left(text, widest + 3 + longest) + "   ("
                            + equation.number().getAsInt() + ")"
                    : text;
        }
    }

    /** Formats the equations as a LaTeX {@code align*} environment with their numbers as tags. */
    public String latex() {
        return equations().stream()
                .map(equation -> "  " + equation.formula().left().latex() + " &"
                        + equation.formula().latexSign() + " "
                        + equation.formula().right().latex()
                        + (equation.number().isPresent()
                                ? " \\tag{" + equation.number().getAsInt() + "}"
                                : ""))
                .collect(Collectors.joining(" \\\\\n", "\\begin{align*}\n", "\n\\end{align*}\n"));
    }

    /** Formats the equations as one MathML {@code <math>} element, a table aligned at the sign. */
    public String mathMl() {
        return equations().stream()
                .map(Explanation::row)
                .collect(Collectors.joining(
                        "\n",
                        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">"
                                + "<mtable displaystyle=\"true\">\n",
                        "\n</mtable></math>\n"));
    }

    /** Blink aligns mathematics only with its own keywords for left and right. */
    private static String row(Equation equation) {
        Line formula = equation.formula();
        String number =
                equation.number().isPresent() ? "<mtext>(" + equation.number().getAsInt() + ")</mtext>" : "";
        return "<mtr><mtd style=\"text-align: right; text-align: -webkit-right\">"
                + formula.left().mathMl() + "</mtd><mtd><mo>" + formula.sign()
                + "</mo></mtd><mtd style=\"text-align: left; text-align: -webkit-left\">"
                + formula.right().mathMl() + "</mtd><mtd>" + number + "</mtd></mtr>";
    }

    /** Returns the variables that {@link #java} and {@link #numpy} expect: inputs, parameters and large constants. */
    public List<CodeVariable> given() {
        return worked().given();
    }

    /** Returns a node's variables in Java and in NumPy; empty if it is written as its expression. */
    List<String> variables(Node node) {
        return worked().variables(node);
    }

    /** Writes Java statements that build the graph and its gradients with this library from the {@link #given} nodes. */
    public String java() {
        return code(Equation::java);
    }

    /**
     * Writes NumPy statements for the same, from the {@link #given} arrays. {@code np} is NumPy and {@code math} is Python's
     * module.
     */
    public String numpy() {
        return code(Equation::numpy);
    }

    private String code(Function<Equation, String> language) {
        return equations().stream()
                .map(language)
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** Returns the equations of {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
