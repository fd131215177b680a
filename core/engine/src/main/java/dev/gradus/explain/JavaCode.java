package dev.gradus.explain;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps as Java statements for this library: {@code Node dW = x.transpose().matMul(dz);}. */
final class JavaCode extends Code {
    private static final Set<String> RESERVED = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while");

    JavaCode(Symbols symbols) {
        super(symbols);
    }

    @Override
    String variable(List<String> words) {
        StringBuilder name = new StringBuilder(words.get(0));
        boolean gradient = words.get(0).equals("d") && words.size() > 1;
        for (String word : words.subList(1, words.size())) {
            boolean digits = Character.isDigit(word.charAt(0)) && Character.isDigit(name.charAt(name.length() - 1));
            name.append(digits ? "_" : "")
                    .append(
                            gradient && name.length() == 1 && word.length() == 1
                                    ? word
                                    : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        String text = Character.isDigit(name.charAt(0)) ? "x" + name : name.toString();
        return RESERVED.contains(text) ? text + "Value" : text;
    }

    @Override
    String assignment(Node node, String variable, String expression) {
        return "Node " + variable + " = " + expression + ";";
    }

    @Override
    String reassignment(String variable, String expression) {
        return variable + " = " + expression + ";";
    }

    @Override
    String update(String variable, String expression) {
        return "Node next" + Character.toUpperCase(variable.charAt(0)) + variable.substring(1) + " = " + expression
                + ";";
    }

    @Override
    String number(double value) {
        String text = plain(value)
                .orElseGet(() -> Double.isNaN(value)
                        ? "Double.NaN"
                        : value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
        return "Constant.of(" + text + ")";
    }

    @Override
    String ones(Node like) {
        return "Constant.of(Tensor.ones(" + sizes(like) + "))";
    }

    @Override
    Fragment apply(Op op, List<Fragment> operands) {
        String template = op.notation().java();
        List<Fragment> written = new ArrayList<>(operands);
        if (template.matches("\\{0}\\.(add|subtract|multiply|divide|pow|maximum|minimum)\\(\\{1}\\)")
                && op.input(1) instanceof Constant constant
                && constant.shape().isScalar()
                && operands.get(1).text().startsWith("Constant.of(")) {
            String number = operands.get(1).text();
            written.set(1, Fragment.atom(number.substring("Constant.of(".length(), number.length() - 1)));
        }
        if (template.isEmpty()) {
            String arguments = written.stream().map(Fragment::text).collect(Collectors.joining(", "));
            return Fragment.atom("new " + op.name() + "(" + arguments + ")");
        }
        return Fragment.atom(
                Template.plain(template, written.stream().map(Fragment::text).toList()));
    }
}
