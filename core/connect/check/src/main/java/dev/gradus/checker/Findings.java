package dev.gradus.checker;

import dev.gradus.testkit.BrokenLawError;
import dev.gradus.testkit.Law;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** What became of each law of each op. */
final class Findings {
    private final List<Verdict> verdicts = new ArrayList<>();

    /** For each op the laws whose time was over before all of their tries, with the number of tries they made. */
    private final Map<String, Map<Law, Integer>> cut = new LinkedHashMap<>();

    /**
     * What became of one law.
     *
     * @param reason why it was skipped, if it was
     * @param report how it is broken, if it is
     * @param finding the same for programs
     */
    private record Verdict(
            String op, Law law, Optional<String> reason, Optional<String> report, Optional<String> finding) {
        void write(JsonGenerator json, Optional<Integer> cutAfter) {
            json.writeStartObject();
            writeFields(json, cutAfter);
            json.writeEndObject();
        }

        private void writeFields(JsonGenerator json, Optional<Integer> cutAfter) {
            json.writeStringProperty("op", op);
            json.writeStringProperty("law", law.name());
            json.writeStringProperty(
                    "status", report.isPresent() ? "broken" : reason.isPresent() ? "skipped" : "holds");
            cutAfter.ifPresent(tries -> json.writeNumberProperty("cutAfterTries", tries));
            reason.ifPresent(why -> json.writeStringProperty("reason", why));
            finding.ifPresent(broken -> {
                json.writeName("finding");
                json.writeRawValue(broken);
            });
        }
    }

    boolean areEmpty() {
        return verdicts.stream().allMatch(verdict -> verdict.report.isEmpty());
    }

    void holds(String op, Law law) {
        verdicts.add(new Verdict(op, law, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Notes how many tries a law made until its time was over. */
    void cut(String op, Law law, int tries) {
        cut.computeIfAbsent(op, name -> new LinkedHashMap<>()).put(law, tries);
    }

    void skipped(String op, Law law, String reason) {
        verdicts.add(new Verdict(op, law, Optional.of(reason), Optional.empty(), Optional.empty()));
    }

    void broken(String op, BrokenLawError error, String json) {
        verdicts.add(new Verdict(op, error.law(), Optional.empty(), Optional.of(error.report()), Optional.of(json)));
    }

    int broken(String op) {
        return (int)
                of(op).stream().filter(verdict -> verdict.report.isPresent()).count();
    }

    private List<Verdict> of(String op) {
        return verdicts.stream().filter(verdict -> verdict.op.equals(op)).toList();
    }

    /** Writes the report for the program that started this process. */
    void write(JsonGenerator json) {
        json.writeName("report");
        json.writeStartObject();
        List<String> ops = verdicts.stream().map(Verdict::op).distinct().toList();
        json.writeStringProperty("text", ops.stream().map(this::text).collect(Collectors.joining("\n")));
        json.writeName("laws");
        json.writeStartArray();
        verdicts.forEach(verdict -> verdict.write(json, cutAfter(verdict)));
        json.writeEndArray();
        json.writeEndObject();
    }

    private Optional<Integer> cutAfter(Verdict verdict) {
        return Optional.ofNullable(cut.getOrDefault(verdict.op, Map.of()).get(verdict.law));
    }

    /** Writes the fields of what became of the law that was checked last. */
    void writeLast(JsonGenerator json) {
        Verdict last = verdicts.get(verdicts.size() - 1);
        last.writeFields(json, cutAfter(last));
    }

    /** The report of one op. */
    String text(String op) {
        List<Verdict> all = of(op);
        int broken = broken(op);
        Map<String, String> reasons = all.stream()
                .filter(verdict -> verdict.reason.isPresent())
                .collect(Collectors.groupingBy(
                        verdict -> verdict.reason.orElseThrow(),
                        LinkedHashMap::new,
                        Collectors.mapping(verdict -> verdict.law.name(), Collectors.joining(", "))));
        long skipped =
                all.stream().filter(verdict -> verdict.reason.isPresent()).count();
        StringBuilder text = new StringBuilder(op + ": " + (all.size() - skipped - broken) + " laws hold, " + broken
                + (broken == 1 ? " is broken, " : " are broken, ") + skipped + " skipped\n");
        all.forEach(verdict -> verdict.report.ifPresent(
                report -> text.append("\n").append(report.stripTrailing()).append("\n")));
        Map<Law, Integer> ofOp = cut.getOrDefault(op, Map.of());
        if (!ofOp.isEmpty()) {
            text.append("  cut short, with the tries made: ")
                    .append(ofOp.entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining(", ")))
                    .append("; -Dgradus.seconds=60 gives each law more time\n");
        }
        reasons.forEach((reason, laws) -> text.append("  skipped " + laws + ": " + reason + "\n"));
        return text.toString();
    }
}
