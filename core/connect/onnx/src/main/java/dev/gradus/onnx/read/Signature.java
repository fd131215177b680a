package dev.gradus.onnx.read;

import dev.gradus.onnx.file.OnnxNode;
import dev.gradus.onnx.file.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What an operator takes, in one line: {@code Gemm(A, B, C?) alpha=1 beta=1 transA=0 transB=0}.
 *
 * <p>After an input, ? says that it may be left out, * that it stands for any number of inputs, and # that it may be left out
 * and is a setting, which never becomes a parameter. After an attribute comes = and its default, or ? if it has none, or ! if
 * it must be given, or : and the only value that is supported.
 */
final class Signature {
    private static final Pattern LINE = Pattern.compile("(\\w+)\\((.*)\\)(.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)([=?!:])(\\S*)");

    private final String line;
    private final List<String> inputs;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private record Attribute(char kind, String value) {}

    Signature(String line) {
        this.line = line;
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a signature: " + line);
        }
        inputs = parts.group(2).isEmpty()
                ? List.of()
                : Arrays.asList(parts.group(2).split(", "));
        Matcher attribute = ATTRIBUTE.matcher(parts.group(3));
        while (attribute.find()) {
            attributes.put(attribute.group(1), new Attribute(attribute.group(2).charAt(0), attribute.group(3)));
        }
    }

    /** The operator's name in a line. */
    static String name(String line) {
        return line.substring(0, line.indexOf('('));
    }

    /** Whether the input with this index is a setting. */
    boolean isSetting(int input) {
        return input < inputs.size() && inputs.get(input).endsWith("#");
    }

    /** The input's name in ONNX. */
    String input(int index) {
        return inputs.get(Math.min(index, inputs.size() - 1)).replaceAll("\\W", "");
    }

    /** The default of an attribute. */
    String otherwise(String attribute) {
        return Optional.ofNullable(attributes.get(attribute))
                .filter(each -> each.kind == '=')
                .map(Attribute::value)
                .orElseThrow(() -> new Refusal("it lacks the attribute " + attribute));
    }

    /**
     * Refuses a node that has what is not supported, or lacks what must be there.
     *
     * @param version the operator set
     */
    void check(OnnxNode node, long version) {
        int given = node.inputs().size();
        boolean isOpen = !inputs.isEmpty() && inputs.get(inputs.size() - 1).endsWith("*");
        if (given > inputs.size() && !isOpen) {
            throw new Refusal("it has " + given + " inputs, but at most " + inputs.size() + " are supported"
                    + inReading(version));
        }
        IntStream.range(0, inputs.size())
                .filter(i -> Character.isLetterOrDigit(
                        inputs.get(i).charAt(inputs.get(i).length() - 1)))
                .filter(i -> i >= given || node.inputs().get(i).isEmpty())
                .findFirst()
                .ifPresent(i -> {
                    throw new Refusal("it lacks its input " + input(i) + " (" + i + ")" + inReading(version));
                });
        node.attributes().forEach((name, value) -> {
            Attribute known = attributes.get(name);
            if (known == null && !name.equals("consumed_inputs")) { // of version 1, about memory only
                throw new Refusal("its attribute " + name + " is not supported" + inReading(version));
            } else if (known != null && known.kind == ':' && !known.value.equals(String.valueOf(value))) {
                throw new Refusal("its attribute " + name + " is " + value + ", but only " + known.value
                        + " is supported" + inReading(version));
            }
        });
        attributes.forEach((name, attribute) -> {
            if (attribute.kind == '!' && !node.attributes().containsKey(name)) {
                throw new Refusal("it lacks the attribute " + name + inReading(version));
            }
        });
    }

    private String inReading(long version) {
        return "; Gradus reads " + line + " in operator set " + version;
    }
}
