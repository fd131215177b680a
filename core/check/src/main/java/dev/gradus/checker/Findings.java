package dev.gradus.checker;

import dev.gradus.testkit.BrokenLawError;
import dev.gradus.testkit.Law;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of each law of each op. */
final class Findings {
    private final List<Verdict> verdicts = new ArrayList<>();

    /**
     * What became of one law.
     *
     * @param reason why it was skipped; empty if it was not
     * @param report how it is broken; empty if it is not
     */
    record Verdict(String op, Law law, String reason, String report) {
        boolean isSkipped() {
            return !reason.isEmpty();
        }

        boolean isBroken() {
            return !report.isEmpty();
        }
    }

    List<String> ops() {
        return verdicts.stream().map(Verdict::op).distinct().toList();
    }

    boolean areEmpty() {
        return verdicts.stream().noneMatch(Verdict::isBroken);
    }

    void holds(String op, Law law) {
        verdicts.add(new Verdict(op, law, "", ""));
    }

    void skipped(String op, Law law, String reason) {
        verdicts.add(new Verdict(op, law, reason, ""));
    }

    void broken(String op, BrokenLawError error) {
        verdicts.add(new Verdict(op, error.law(), "", error.report()));
    }

    int broken(String op) {
        return (int) of(op).stream().filter(Verdict::isBroken).count();
    }

    List<Verdict> of(String op) {
        return verdicts.stream().filter(verdict -> verdict.op.equals(op)).toList();
    }

    /** The report of one op. */
    String text(String op) {
        List<Verdict> all = of(op);
        long skipped = all.stream().filter(Verdict::isSkipped).count();
        int broken = broken(op);
        StringBuilder text = new StringBuilder();
        text.append(op)
                .append(": ")
                .append(all.size() - skipped - broken)
                .append(" laws hold, ")
                .append(broken)
                .append(broken == 1 ? " is broken, " : " are broken, ")
                .append(skipped)
                .append(" skipped\n");
        all.stream()
                .filter(Verdict::isBroken)
                .forEach(verdict ->
                        text.append("\n").append(verdict.report.stripTrailing()).append("\n"));
        Map<String, String> reasons = all.stream()
                .filter(Verdict::isSkipped)
                .collect(Collectors.groupingBy(
                        Verdict::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(verdict -> verdict.law.name(), Collectors.joining(", "))));
        reasons.forEach((reason, laws) -> text.append("  skipped ")
                .append(laws)
                .append(": ")
                .append(reason)
                .append("\n"));
        return text.toString();
    }
}
