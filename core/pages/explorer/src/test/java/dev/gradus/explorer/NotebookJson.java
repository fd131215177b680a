package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes JSON as Jupyter writes notebooks, so that a notebook that is saved there changes no line that nobody changed. */
final class NotebookJson {
    private final StringBuilder json = new StringBuilder();

    private NotebookJson() {}

    static String text(Object value) {
        NotebookJson writer = new NotebookJson();
        writer.value(value, 0);
        return writer.json.toString();
    }

    /** A text as a list of lines, each but perhaps the last with its end. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int from = 0, to; from < text.length(); from = to) {
            int end = text.indexOf('\n', from);
            to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
        }
        return lines;
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> members) {
            String separator = "";
            json.append('{');
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.append(separator);
                newLine(depth + 1);
                string(String.valueOf(member.getKey()));
                json.append(": ");
                value(member.getValue(), depth + 1);
                separator = ",";
            }
            close('}', members.isEmpty(), depth);
        } else if (value instanceof List<?> elements) {
            String separator = "";
            json.append('[');
            for (Object element : elements) {
                json.append(separator);
                newLine(depth + 1);
                value(element, depth + 1);
                separator = ",";
            }
            close(']', elements.isEmpty(), depth);
        } else if (value instanceof String text) {
            string(text);
        } else {
            json.append(value);
        }
    }

    private void close(char bracket, boolean isEmpty, int depth) {
        if (!isEmpty) {
            newLine(depth);
        }
        json.append(bracket);
    }

    private void newLine(int depth) {
        json.append('\n').append(" ".repeat(depth));
    }

    private void string(String text) {
        json.append('"');
        text.chars().forEach(c -> {
            int place = "\"\\\n\r\t".indexOf(c);
            if (place >= 0) {
                json.append('\\').append("\"\\nrt".charAt(place));
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
