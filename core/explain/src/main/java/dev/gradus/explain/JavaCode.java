package dev.gradus.explain;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes steps as Java statements for this library: {@code Node dW = x.transpose().matMul(dz);}. */
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
    String shaped(String number, Node like) {
        return number + ".reshape(" + sizes(like) + ")";
    }

    @Override
    List<String> loop(LoopText text, Loop loop, String count) {
        boolean isWhile = loop.length() == Loop.Length.WHILE;
        List<String> lines = new ArrayList<>(List.of(isWhile ? whileHead(text, loop) : scanHead(text, loop, count)));
        text.elements()
                .forEach(element -> lines.add(
                        isWhile // the only sequence of such a loop
                                ? "    Node " + element.variable() + " = " + text.step() + ".index();"
                                : given(text, "element", element.variable())));
        text.carries().forEach(carry -> lines.add(given(text, "carry", carry.variable())));
        text.body().forEach(line -> lines.add(line.indent(4).stripTrailing()));
        text.carries()
                .forEach(carry ->
                        lines.add("    " + text.step() + ".next(\"" + carry.variable() + "\", " + carry.next() + ");"));
        text.outputs()
                .forEach(output -> lines.add(
                        "    " + text.step() + ".output(\"" + output.name() + "\", " + output.value() + ");"));
        lines.add("});");
        return lines;
    }

    private static String scanHead(LoopText text, Loop loop, String count) {
        StringBuilder head = new StringBuilder("Scan " + text.name() + " = Scan");
        if (text.elements().isEmpty()) {
            head.append(".times(" + loop.steps() + ")");
        }
        text.elements()
                .forEach(
                        element -> head.append(".over(\"" + element.variable() + "\", " + element.sequence() + ", 0)"));
        return head.append(carries(text))
                .append(count.isEmpty() ? "" : ".first(" + count + ")")
                .append(loop.isReversed() ? ".reverse()" : "")
                .append(".steps(" + text.step() + " -> {")
                .toString();
    }

    private static String whileHead(LoopText text, Loop loop) {
        String condition = text.carries().get(text.carries().size() - 1).variable();
        return "While " + text.name() + " = While" + carries(text) + ".most(" + loop.steps() + ").steps(" + text.step()
                + " -> " + text.step() + ".carry(\"" + condition + "\"), " + text.step() + " -> {";
    }

    private static String carries(LoopText text) {
        return text.carries().stream()
                .map(carry -> ".carry(\"" + carry.variable() + "\", " + carry.start() + ")")
                .collect(Collectors.joining());
    }

    private static String given(LoopText text, String what, String name) {
        return "    Node " + name + " = " + text.step() + "." + what + "(\"" + name + "\");";
    }

    @Override
    List<String> solution(LoopText equation, LoopText iteration, Solution solution) {
        List<String> lines = new ArrayList<>();
        lines.add("Node " + equation.name() + " = Implicit.root("
                + equation.carries().get(0).start() + ", "
                + equation.carries().get(0).variable() + " -> {");
        equation.body().forEach(line -> lines.add(line.indent(4).stripTrailing()));
        lines.add("    return " + equation.carries().get(0).next() + ";");
        lines.add("}).by(" + iteration.carries().get(0).variable() + " -> {");
        iteration.body().forEach(line -> lines.add(line.indent(4).stripTrailing()));
        lines.add("    return " + iteration.carries().get(0).next() + ";");
        lines.add("}).tolerance(" + Json.shortest(solution.tolerance()) + ").most(" + solution.most() + ")"
                + (solution.isMinimum() ? ".definite()" : "") + ".solution();");
        return lines;
    }

    @Override
    String steps(String loop, String index) {
        return loop + ".steps()";
    }

    @Override
    String last(String loop, String carry) {
        return loop + ".carry(\"" + carry + "\")";
    }

    @Override
    String all(String loop, String output) {
        return loop + ".output(\"" + output + "\")";
    }

    @Override
    String joined(List<String> parts, List<Integer> sizes) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i) + ".reshape(" + sizes.get(i) + ")")
                .collect(Collectors.joining(", ", "Moves.concat(0, ", ")"));
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
