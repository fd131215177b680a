package dev.gradus.explain;

import dev.gradus.node.Node;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Op;
import dev.gradus.node.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Steps as NumPy statements: {@code dW = x.T @ dz}. */
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
    Fragment apply(Op op, List<Fragment> operands) {
        String template = op.notation().numpy();
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

    private static boolean isComparison(Node node) {
        return node instanceof Op op
                && op.notation().form() == Form.INFIX
                && op.notation().binding() == Binding.COMPARISON;
    }

    /** NumPy compares to truth values, which don't add up like the numbers 0 and 1, but serve as a condition. */
    private static String condition(String number) {
        return number.startsWith(TRUE_FROM) && number.endsWith(TRUE_TO)
                ? number.substring(TRUE_FROM.length(), number.length() - TRUE_TO.length())
                : number;
    }

    /** A function of the op's name, for the reader to write. */
    private static Fragment unknown(Op op, List<Fragment> operands) {
        List<String> arguments =
                new ArrayList<>(operands.stream().map(Fragment::text).toList());
        op.notation().arguments().forEach(argument -> arguments.add(PythonText.literal(argument)));
        return Fragment.atom(String.join("_", Words.of(op.name())) + "(" + String.join(", ", arguments) + ")");
    }
}
