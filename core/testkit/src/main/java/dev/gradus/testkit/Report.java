package dev.gradus.testkit;

import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** A broken law, told on one screen. */
final class Report {
    /** Longer tensors are cut: nobody reads them, and a smallest case has few elements. */
    private static final int LONGEST = 100;

    /** This fact comes last. */
    static final String REPLAY = "replay";

    private final List<Entry<String, String>> lines = new ArrayList<>();

    private Report() {}

    static String of(Law law, OpCase where, Finding finding) {
        Report report = new Report();
        finding.facts().stream()
                .filter(fact -> !fact.name().equals(REPLAY))
                .forEach(fact -> report.line(fact.name(), fact.text()));
        for (int i = 0; i < where.values().size(); i++) {
            report.tensor(where.spec().inputs().get(i).name(), where.values().get(i));
        }
        report.tensor("upstream", where.upstream());
        if (where.couldBeMade()) {
            report.rule(where);
        }
        finding.fact(REPLAY).ifPresent(replay -> report.line(REPLAY, replay));
        String name = where.couldBeMade() ? where.op().name() : "The op";
        return name + " breaks the law: " + law.sentence() + ".\n" + capitalised(finding.what()) + ".\n"
                + report.text();
    }

    private void line(String name, String text) {
        lines.add(Map.entry(name, text));
    }

    private void tensor(String name, Tensor tensor) {
        String text = Text.compact(tensor);
        line(
                name + " " + Shape.of(tensor.shape().sizes()),
                text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }

    /** The rule as mathematics, on a fresh instance so that it can be called this. */
    private void rule(OpCase where) {
        Op op = where.anotherOp();
        if (!op.isNamed()) {
            op.named("this");
        }
        line("forward", "this = " + where.op().expression());
        try {
            List<Node> gradients = Backward.of(op).gradients();
            for (int i = 0; i < gradients.size(); i++) {
                line(
                        i == 0 ? "rule" : "",
                        "∂J/∂" + where.spec().inputs().get(i).name() + " = " + text(gradients.get(i)));
            }
        } catch (RuntimeException thrown) {
            line("rule", "throws " + thrown.getMessage());
        }
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

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
