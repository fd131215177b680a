package dev.gradus.explain;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Op;
import dev.gradus.node.SumTo;
import dev.gradus.node.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes steps as NumPy statements: {@code dW = x.T @ dz}. */
final class NumpyCode extends Code {
    private static final Set<String> RESERVED = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield",
            "np",
            "math",
            "scipy");

    private static final String TRUE_FROM = "np.where(";
    private static final String TRUE_TO = ", 1.0, 0.0)";

    NumpyCode(Symbols symbols) {
        super(symbols);
    }

    @Override
    String variable(List<String> words) {
        boolean gradient = words.get(0).equals("d") && words.size() > 1;
        String name = gradient ? "d" + String.join("_", words.subList(1, words.size())) : String.join("_", words);
        String text = Character.isDigit(name.charAt(0)) ? "x" + name : name;
        return RESERVED.contains(text) ? text + "_" : text;
    }

    @Override
    String assignment(Node node, String variable, String expression) {
        return variable + " = " + expression;
    }

    @Override
    String reassignment(String variable, String expression) {
        return variable + " = " + expression;
    }

    @Override
    String update(String variable, String expression) {
        return variable + " = " + expression;
    }

    @Override
    String number(double value) {
        return plain(value).orElseGet(() -> Double.isNaN(value) ? "np.nan" : value > 0 ? "np.inf" : "-np.inf");
    }

    @Override
    String ones(Node like) {
        return "np.ones((" + sizes(like) + "))";
    }

    @Override
    String shaped(String number, Node like) {
        return "np.reshape(" + number + ", (" + sizes(like) + ",))";
    }

    @Override
    List<String> loop(LoopText text, Loop loop, String count) {
        List<String> lines = new ArrayList<>();
        String array = loop.length() == Loop.Length.FIXED ? " = np.empty((" : " = np.zeros((";
        text.outputs().forEach(output -> lines.add(output.name() + array + output.shape() + "))"));
        text.carries().forEach(carry -> lines.add(carry.variable() + " = " + carry.start()));
        boolean isWhile = loop.length() == Loop.Length.WHILE;
        String range = "range(" + (count.isEmpty() ? loop.steps() : "int(" + count + ")") + ")";
        if (isWhile) {
            lines.add(text.index() + " = 0");
            lines.add("while " + text.carries().get(text.carries().size() - 1).variable() + ":");
            lines.add("    if " + text.index() + " == " + loop.steps() + ":");
            lines.add("        raise RuntimeError(\"no end after " + loop.steps() + " steps\")");
        } else {
            lines.add("for " + text.index() + " in " + (loop.isReversed() ? "reversed(" + range + ")" : range) + ":");
        }
        text.elements()
                .forEach(element ->
                        lines.add("    " + element.variable() + " = " + element.sequence() + "[" + text.index() + "]"));
        text.body().forEach(line -> lines.add(line.indent(4).stripTrailing()));
        text.outputs()
                .forEach(output -> lines.add("    " + output.name() + "[" + text.index() + "] = " + output.value()));
        if (!text.carries().isEmpty()) {
            lines.add("    "
                    + text.carries().stream().map(LoopText.Carry::variable).collect(Collectors.joining(", ")) + " = "
                    + text.carries().stream().map(LoopText.Carry::next).collect(Collectors.joining(", ")));
        }
        if (isWhile) {
            lines.add("    " + text.index() + " += 1");
        }
        return lines;
    }

    @Override
    List<String> solution(LoopText equation, LoopText iteration, Solution solution) {
        String name = equation.name();
        String x = iteration.carries().get(0).variable();
        List<String> lines = new ArrayList<>();
        lines.add(name + " = " + iteration.carries().get(0).start());
        lines.add("for " + iteration.step() + " in range(" + solution.most() + "):");
        lines.add("    " + x + " = " + name);
        iteration.body().forEach(line -> lines.add(line.indent(4).stripTrailing()));
        lines.add("    " + name + " = " + iteration.carries().get(0).next());
        lines.add("    if np.max(np.abs(" + name + " - " + x + "), initial=0) <= " + solution.tolerance()
                + " * np.max(np.abs(" + name + "), initial=1):");
        lines.add("        break");
        return lines;
    }

    @Override
    String steps(String loop, String index) {
        return index;
    }

    @Override
    String last(String loop, String carry) {
        return carry;
    }

    @Override
    String all(String loop, String output) {
        return output;
    }

    @Override
    String joined(List<String> parts, List<Integer> sizes) {
        return "np.concatenate(["
                + parts.stream().map(part -> "np.ravel(" + part + ")").collect(Collectors.joining(", ")) + "])";
    }

    @Override
    Fragment apply(Op op, List<Fragment> operands) {
        String template = dropsSummedAxes(op)
                ? "{0}.sum(" + axes(op) + ")"
                : op.notation().numpy();
        if (template.isEmpty()) {
            return unknown(op, operands);
        }
        List<Fragment> plain = new ArrayList<>(operands);
        if (op instanceof Where && isComparison(op.input(0))) {
            plain.set(0, Fragment.atom(condition(operands.get(0).text())));
        }
        Fragment written = Template.python(template, plain);
        return isComparison(op) ? Fragment.atom(TRUE_FROM + written.text() + TRUE_TO) : written;
    }

    /** Whether a rule sums over the leading axes and keeps none of them, as for the bias (4) of a layer (120, 4). */
    private static boolean dropsSummedAxes(Op op) {
        return op instanceof SumTo
                && isOfRule(op)
                && !op.reducedAxes().isEmpty()
                && op.reducedAxes().size()
                        == op.input(0).shape().rank() - op.shape().rank();
    }

    /** {@code 0}, {@code (0, 1)}. */
    private static String axes(Op reduction) {
        List<Integer> axes = reduction.reducedAxes();
        return axes.size() == 1
                ? String.valueOf(axes.get(0))
                : axes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean isComparison(Node node) {
        return node instanceof Op op
                && op.notation().form() == Form.INFIX
                && op.notation().binding() == Binding.COMPARISON;
    }

    /** NumPy comparisons return booleans, which do not add like the numbers 0 and 1 but can serve as a condition. */
    private static String condition(String number) {
        return number.startsWith(TRUE_FROM) && number.endsWith(TRUE_TO)
                ? number.substring(TRUE_FROM.length(), number.length() - TRUE_TO.length())
                : number;
    }

    /** Calls a function of the op's name, which the reader must supply. */
    private static Fragment unknown(Op op, List<Fragment> operands) {
        List<String> arguments =
                new ArrayList<>(operands.stream().map(Fragment::text).toList());
        op.notation().arguments().forEach(argument -> arguments.add(PythonText.literal(argument)));
        return Fragment.atom(String.join("_", Words.of(op.name())) + "(" + String.join(", ", arguments) + ")");
    }
}
