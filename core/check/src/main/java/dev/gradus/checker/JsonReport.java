package dev.gradus.checker;

import dev.gradus.checker.Findings.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** The findings as JSON. */
final class JsonReport {
    /** A line of a report: {@code numeric  0.25 ± 3e-14}. */
    private static final Pattern FACT = Pattern.compile("  (\\S.*?) {2,}(.*)");

    private final Findings findings;
    private final String text;

    JsonReport(Findings findings, String text) {
        this.findings = findings;
        this.text = text;
    }

    /** Writes the fields of an object. */
    void write(JsonGenerator json) {
        json.writeStringProperty("text", text);
        json.writeName("ops");
        json.writeStartArray();
        for (String op : findings.ops()) {
            json.writeStartObject();
            json.writeStringProperty("name", op);
            json.writeName("laws");
            json.writeStartArray();
            findings.of(op).forEach(verdict -> write(json, verdict));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Verdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("law", verdict.law().name());
        json.writeStringProperty("sentence", verdict.law().sentence());
        json.writeStringProperty("status", verdict.isBroken() ? "broken" : verdict.isSkipped() ? "skipped" : "holds");
        if (verdict.isSkipped()) {
            json.writeStringProperty("reason", verdict.reason());
        }
        if (verdict.isBroken()) {
            writeFinding(json, verdict.report().lines().toList());
            json.writeStringProperty("text", verdict.report());
        }
        json.writeEndObject();
    }

    /** The sentence after the headline, and the lines with numbers, the smallest case and its replay. */
    private static void writeFinding(JsonGenerator json, List<String> lines) {
        json.writeStringProperty("what", lines.size() > 1 ? lines.get(1).strip() : lines.get(0));
        json.writeName("facts");
        json.writeStartObject();
        String name = "";
        StringBuilder value = new StringBuilder();
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            Matcher fact = FACT.matcher(line);
            if (fact.matches()) {
                writeFact(json, name, value);
                name = fact.group(1);
                value = new StringBuilder(fact.group(2));
            } else {
                value.append('\n').append(line.strip());
            }
        }
        writeFact(json, name, value);
        json.writeEndObject();
    }

    private static void writeFact(JsonGenerator json, String name, CharSequence value) {
        if (!name.isEmpty()) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
