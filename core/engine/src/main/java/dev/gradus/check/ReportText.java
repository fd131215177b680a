package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.Node;
import dev.gradus.run.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Formats a report so that it fits one screen. */
final class ReportText {
    private static final int MOST_RULES = 3;
    private static final int ELEMENTS_OF_RULE = 2;
    private static final int MOST_GRADIENT_ELEMENTS = 6;
    private static final int MOST_SKIPPED = 3;
    private static final int LONGEST_FORMULA = 80;
    private static final int LONGEST_NAME = 24;

    private final GradientReport report;
    private final List<String> lines = new ArrayList<>();

    private record Named(String name, ElementCheck element) {
        static final Comparator<Named> WORST_FIRST = Comparator.comparing(Named::element, ElementCheck.WORST_FIRST);
    }

    private ReportText(GradientReport report) {
        this.report = report;
    }

    static String of(GradientReport report) {
        ReportText text = new ReportText(report);
        text.writeCounts();
        text.writeGuilty();
        text.writeElements();
        text.writeNotes();
        return String.join("\n", text.lines);
    }

    private void writeCounts() {
        lines.add("Gradient check of " + formula(report.objective()) + (report.passed() ? ": passed" : ": FAILED"));
        Stream<Node> checkedInputs = report.rules().stream()
                .filter(rule -> rule.skipped().isEmpty())
                .map(rule -> rule.op().input(rule.input()));
        TextTable table = new TextTable();
        table.add("", "elements", "checked", "pass", "wrong", "at a kink", "inconclusive");
        addCounts(table, "gradients", report.gradients().stream().map(NodeCheck::node), report.gradientCounts());
        addCounts(table, "rules", checkedInputs, report.ruleCounts());
        lines.addAll(table.lines());
    }

    private static void addCounts(TextTable table, String name, Stream<Node> nodes, VerdictCounts verdicts) {
        long elements = nodes.mapToLong(node -> node.shape().elements()).sum();
        Stream<Long> counts = Stream.of(
                elements,
                (long) verdicts.elements(),
                (long) verdicts.pass(),
                (long) verdicts.wrong(),
                (long) verdicts.atKink(),
                (long) verdicts.inconclusive());
        table.add(Stream.concat(Stream.of(name), counts.map(String::valueOf)).toArray(String[]::new));
    }

    private void writeGuilty() {
        List<RuleCheck> guilty = report.guilty();
        for (int i = 0; i < Math.min(MOST_RULES, guilty.size()); i++) {
            RuleCheck rule = guilty.get(i);
            if (i == 0) {
                lines.add("");
            }
            if (i == 0 || guilty.get(i - 1).op() != rule.op()) {
                boolean isSteady = rule.diagnosis().stream().noneMatch(why -> why.cause() == Cause.NOT_REPEATABLE);
                lines.add((isSteady ? "The rule of " : "The value of ")
                        + rule.op().name()
                        + (isSteady ? " is wrong: " : " is not a function of its inputs: ")
                        + formula(rule.op()));
            }
            rule.diagnosis().ifPresent(why -> lines.add("  for " + rule.inputName() + ": " + why.text()));
        }
        addMore(guilty.size() - MOST_RULES, "more gradients that rules give");
    }

    /** Lists the wrong elements, or else the inconclusive ones. Lists none if the check passed. */
    private void writeElements() {
        if (report.passed()) {
            return;
        }
        boolean anyWrong = report.gradientCounts().wrong() + report.ruleCounts().wrong() > 0;
        Predicate<Named> isShown =
                named -> named.element.verdict() == (anyWrong ? Verdict.WRONG : Verdict.INCONCLUSIVE);
        TextTable table = new TextTable();
        table.add("", "at", "by the rules", "numerical", "error", "ratio", "verdict");
        addElements(
                table,
                report.rules().stream().flatMap(ReportText::named).filter(isShown),
                MOST_RULES * ELEMENTS_OF_RULE);
        addElements(table, report.gradients().stream().flatMap(this::named).filter(isShown), MOST_GRADIENT_ELEMENTS);
        lines.add("");
        lines.addAll(table.lines());
    }

    private static Stream<Named> named(RuleCheck rule) {
        String name = rule.op().name() + ": " + rule.inputName();
        return rule.elements().stream()
                .sorted(ElementCheck.WORST_FIRST)
                .limit(ELEMENTS_OF_RULE)
                .map(element -> new Named(name + index(rule.op().input(rule.input()), element), element));
    }

    private Stream<Named> named(NodeCheck check) {
        String name = "∂" + name(report.objective(), "J") + "/∂"
                + name(check.node(), "(" + check.node().expression() + ")");
        return check.elements().stream().map(element -> new Named(name + index(check.node(), element), element));
    }

    private static void addElements(TextTable table, Stream<Named> elements, int most) {
        elements.sorted(Named.WORST_FIRST).limit(most).forEach(named -> {
            ElementCheck element = named.element;
            Estimate numeric = element.numeric();
            table.add(
                    named.name,
                    ReportNumbers.text(element.x()),
                    ReportNumbers.text(element.backward()),
                    numeric(numeric),
                    numeric.isSmooth() ? ReportNumbers.rough(numeric.error()) : "",
                    numeric.isSmooth() ? ReportNumbers.ratio(element.ratio()) : "",
                    element.verdict().name());
        });
    }

    private static String numeric(Estimate numeric) {
        return switch (numeric.kind()) {
            case SMOOTH -> ReportNumbers.text(numeric.value());
            case KINK -> ReportNumbers.text(numeric.leftSlope()) + " | " + ReportNumbers.text(numeric.rightSlope());
            case JUMP -> "a jump";
            case INCONCLUSIVE -> "not settled";
        };
    }

    private void writeNotes() {
        boolean noRuleExplains =
                report.gradientCounts().wrong() > 0 && report.guilty().isEmpty();
        List<String> skipped = report.rules().stream()
                .filter(rule -> rule.skipped().isPresent())
                .map(rule -> "  not checked: " + rule.op().name() + " for " + rule.inputName() + ", "
                        + rule.skipped().orElseThrow())
                .toList();
        if (noRuleExplains) {
            lines.add("");
            lines.add("No rule is wrong by itself."
                    + (report.ruleCounts().atKink() > 0
                            ? " Some ops are at kinks; where several kinks meet, the combined choice of their rules"
                                    + " need not be a slope."
                            : ""));
        }
        lines.addAll(skipped.subList(0, Math.min(MOST_SKIPPED, skipped.size())));
        addMore(skipped.size() - MOST_SKIPPED, "more");
        if (!report.passed()
                && report.gradientCounts().plus(report.ruleCounts()).wrong() == 0) {
            lines.add("");
            lines.add(
                    "Where slopes do not settle, the function has no derivative, or is infinite or NaN nearby. Check at"
                            + " another point.");
        }
    }

    private void addMore(int count, String what) {
        if (count > 0) {
            lines.add("  … and " + count + " " + what);
        }
    }

    private static String formula(Node node) {
        return cut(node.toString(), LONGEST_FORMULA);
    }

    private static String name(Node node, String otherwise) {
        return cut(node.isNamed() ? node.label() : otherwise, LONGEST_NAME);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }

    private static String index(Node node, ElementCheck element) {
        int[] index = node.shape().index(element.position());
        return index.length == 0 ? "" : Arrays.toString(index);
    }
}
