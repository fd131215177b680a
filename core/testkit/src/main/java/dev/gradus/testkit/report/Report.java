package dev.gradus.testkit.report;

import dev.gradus.graph.Graph;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.model.ModelCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of a broken law on one screen. */
public final class Report {
    /** Longer tensors are truncated; a smallest case has few elements. */
    private static final int LONGEST = 100;

    private static final int LONGEST_GRAPH = 16;

    /** The name of the last fact. */
    public static final String REPLAY = "replay";

    private final List<Entry<String, String>> lines = new ArrayList<>();

    private Report() {}

    /** The law that an op breaks, in words. */
    public static String headline(String law, Case where) {
        String made = where.couldBeMade() ? where.op().name() : "The op";
        return where.spec().name().orElse(made) + " breaks the law: " + law + ".";
    }

    /** The law that a model breaks, in words. */
    public static String headline(String law) {
        return "The model breaks the law: " + law + ".";
    }

    /** The report of a model that breaks this law. */
    public static String of(String law, ModelCase where, Finding finding) {
        Report report = new Report();
        report.facts(finding);
        report.tensors(where.inputs());
        where.graph().ifPresent(graph -> report.line("graph", lines(graph.toString())));
        return report.finished(headline(law), finding);
    }

    /** The beginning and the end of a graph, which may be long; the output is at its end. */
    private static String lines(String graph) {
        List<String> all = graph.lines().toList();
        int half = LONGEST_GRAPH / 2;
        return all.size() <= LONGEST_GRAPH
                ? graph.stripTrailing()
                : String.join("\n", all.subList(0, half)) + "\n…\n"
                        + String.join("\n", all.subList(all.size() - half, all.size()));
    }

    /** The report of an op that breaks this law. */
    public static String of(String law, Case where, Finding finding) {
        Report report = new Report();
        report.facts(finding);
        report.tensors(where);
        report.tensor("upstream", where.upstream());
        where.drawn().ifPresent(attribute -> report.line("drawn", Text.attribute(attribute)));
        if (where.couldBeMade()) {
            report.rule(where);
        }
        return report.finished(headline(law, where), finding);
    }

    /** One line with the law and its replay, and optionally another with the numbers. */
    public static String brief(String headline, Finding finding, boolean withNumbers) {
        String replay = finding.fact(REPLAY).map(text -> " " + text).orElse("");
        String numbers = finding.facts().stream()
                .filter(fact -> !fact.text().contains("\n") && !fact.name().equals(REPLAY))
                .map(fact -> fact.name() + " " + fact.text())
                .collect(Collectors.joining(", "));
        return headline + replay + (withNumbers ? "\n  " + shortened(sentence(finding.what()) + " " + numbers) : "");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private void facts(Finding finding) {
        finding.facts().stream()
                .filter(fact -> !fact.name().equals(REPLAY))
                .forEach(fact -> line(fact.name(), fact.text()));
    }

    private void tensors(Case where) {
        for (int i = 0; i < where.values().size(); i++) {
            tensor(where.spec().inputs().get(i).name(), where.values().get(i));
        }
    }

    private String finished(String headline, Finding finding) {
        finding.fact(REPLAY).ifPresent(replay -> line(REPLAY, replay));
        return headline + "\n" + sentence(finding.what()) + "\n" + text().stripTrailing();
    }

    private void line(String name, String text) {
        lines.add(Map.entry(name, text));
    }

    private void tensor(String name, Tensor tensor) {
        String text = Text.compact(tensor);
        line(name + " " + Shape.of(tensor.shape().sizes()), shortened(text));
    }

    /** Adds the rule as mathematics, on a fresh instance so that it can be named "this". */
    private void rule(Case where) {
        Op op = where.anotherOp();
        isNamed(op, "this");
        line("forward", op.toString());
        try {
            line("rule", equations(where, op));
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            line("rule", "throws " + thrown.getMessage());
        }
    }

    /** Names an op, and returns false if it has another name or is already part of a graph. */
    private static boolean isNamed(Op op, String name) {
        try {
            return op.named(name) == op;
        } catch (IllegalStateException tooLate) {
            return false;
        }
    }

    /** The gradients as complete equations, with common subexpressions on lines of their own. */
    private static String equations(Case where, Op op) {
        List<Op> computed = new ArrayList<>();
        List<String> given = new ArrayList<>();
        List<Node> gradients = Backward.of(op).gradients();
        for (int i = 0; i < gradients.size(); i++) {
            String name = "∂J/∂" + where.spec().inputs().get(i).name();
            Node gradient = gradients.get(i);
            if (gradient instanceof Op rule && !(rule instanceof NoGradient) && isNamed(rule, name)) {
                computed.add(rule);
            } else {
                given.add(name + " = " + text(gradient));
            }
        }
        Stream<String> equations = computed.isEmpty()
                ? Stream.empty()
                : Graph.of(computed.toArray(Node[]::new))
                        .toString()
                        .lines()
                        .filter(line -> line.contains(" = ") && !line.equals(op.toString()));
        return Stream.concat(equations, given.stream()).collect(Collectors.joining("\n"));
    }

    private static String text(Node gradient) {
        return gradient instanceof NoGradient none
                ? none.reason().map(why -> "undefined: " + why).orElse("0")
                : gradient.expression();
    }

    private String text() {
        int width =
                lines.stream().mapToInt(line -> line.getKey().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("  ")
                .append(line.getKey())
                .append(" ".repeat(width - line.getKey().length() + 2))
                .append(line.getValue().replace("\n", "\n" + " ".repeat(width + 4)))
                .append("\n"));
        return text.toString();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith("?") ? "" : ".");
    }
}
