package dev.gradus.csv;

import dev.gradus.tensor.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The JSON of an encoder:
 *
 * <pre>{@code
 * {"gradus-encoder": 2, "columns": [
 *   {"column":"gre","kind":"standardized","mean":620,"deviation":115.5},
 *   {"column":"city","kind":"one-hot","categories":["Bonn","Köln"],"unknown":true}
 * ], "imputed": {"gre":"580"}, "checksum": "f9777275"}
 * }</pre>
 *
 * <p>The checksum is the CRC-32 of the text before it, as this version writes it, so a file may be laid out differently.
 * Version 1 has none.
 */
final class EncoderFile {
    private static final String VERSION = "gradus-encoder",
            COLUMNS = "columns",
            IMPUTED = "imputed",
            CHECKSUM = "checksum";

    /** The members of a column's object, which must all be there and no others. */
    private final Map<?, ?> members;

    private final Set<String> read = new LinkedHashSet<>();

    private EncoderFile(Map<?, ?> members) {
        this.members = members;
    }

    static String text(List<Code> codes, Map<String, String> imputed) {
        List<String> lines = new ArrayList<>();
        for (Code code : codes) {
            Map<String, Object> members = Json.object("column", code.column());
            members.putAll(code.toJson());
            lines.add("  " + Json.of(members));
        }
        String text = "{\"" + VERSION + "\": 2, \"" + COLUMNS + "\": [\n" + String.join(",\n", lines) + "\n], \""
                + IMPUTED + "\": " + Json.of(new TreeMap<>(imputed));
        return text + ", \"" + CHECKSUM + "\": \"" + checksum(text) + "\"}\n";
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** @throws CsvException if it is not such a text */
    static Encoder read(String file, byte[] content) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return read(file, text.toString());
        } catch (CharacterCodingException malformed) {
            throw new CsvException(file + " is not the file of an encoder: it is not UTF-8", malformed);
        }
    }

    /** @throws CsvException if it is not such a text */
    static Encoder read(String file, String text) {
        try {
            return encoder(Json.parse(text));
        } catch (IllegalArgumentException wrong) {
            throw new CsvException(file + " is not the file of an encoder: " + wrong.getMessage(), wrong);
        }
    }

    private static Encoder encoder(Object json) {
        EncoderFile file = object(json, "the text");
        double version = file.number(VERSION);
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException(
                    "its version is " + Json.shortest(version) + ", but only versions 1 and 2 are known");
        }
        List<Code> codes = new ArrayList<>();
        for (Object column : file.list(COLUMNS)) {
            codes.add(code(object(column, "each of its columns")));
        }
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("it has no columns");
        }
        Map<String, String> imputed = new LinkedHashMap<>();
        EncoderFile texts = object(file.member(IMPUTED), IMPUTED);
        texts.members.keySet().forEach(column -> imputed.put((String) column, texts.text((String) column)));
        if (version == 2 && !text(codes, imputed).endsWith("\"" + file.text(CHECKSUM) + "\"}\n")) {
            throw new IllegalArgumentException(
                    "it was damaged or edited: its checksum is not that of its content; save the encoder again");
        }
        file.requireAllRead();
        Set<String> known = new LinkedHashSet<>();
        codes.forEach(code -> known.add(code.column()));
        if (!known.containsAll(imputed.keySet())) {
            throw new IllegalArgumentException("it imputes a column that it does not encode");
        }
        return new Encoder(codes, imputed);
    }

    private static Code code(EncoderFile json) {
        String column = json.text("column"), kind = json.text("kind");
        Code code = switch (kind) {
            case "numbers" -> new Code.Numbers(column);
            case "standardized" -> json.standardized(column);
            case "one-hot" -> new Code.OneHot(column, json.categories(), json.flag("unknown"));
            case "labels" -> new Code.Labels(column, json.categories(), json.flag("unknown"));
            case "missing" -> new Code.Missing(column);
            default ->
                throw new IllegalArgumentException("the kind " + Texts.quoted(kind) + " of the column "
                        + Texts.quoted(column) + " is none of numbers, standardized, one-hot, labels, missing");
        };
        json.requireAllRead();
        return code;
    }

    private Code standardized(String column) {
        double mean = number("mean"), deviation = number("deviation");
        if (!(deviation > 0)) {
            throw new IllegalArgumentException(
                    "the deviation of the column " + Texts.quoted(column) + " is not positive");
        }
        return new Code.Standardized(column, mean, deviation);
    }

    private List<String> categories() {
        Set<String> categories = new LinkedHashSet<>();
        for (Object category : list("categories")) {
            if (!(category instanceof String text) || !categories.add(text)) {
                throw new IllegalArgumentException("the categories of a column must be different texts");
            }
        }
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("a column has no categories");
        }
        return List.copyOf(categories);
    }

    private static EncoderFile object(Object value, String what) {
        if (value instanceof Map<?, ?> members) {
            return new EncoderFile(members);
        }
        throw new IllegalArgumentException(what + " must be a JSON object");
    }

    private Object member(String name) {
        read.add(name);
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the member " + Texts.quoted(name) + " is missing");
        }
        return value;
    }

    private String text(String name) {
        if (member(name) instanceof String text) {
            return text;
        }
        throw other(name, "a text");
    }

    private double number(String name) {
        if (member(name) instanceof Double number) {
            return number;
        }
        throw other(name, "a number");
    }

    private boolean flag(String name) {
        if (member(name) instanceof Boolean flag) {
            return flag;
        }
        throw other(name, "true or false");
    }

    private List<?> list(String name) {
        if (member(name) instanceof List<?> list) {
            return list;
        }
        throw other(name, "an array");
    }

    private static IllegalArgumentException other(String name, String expected) {
        return new IllegalArgumentException("the member " + Texts.quoted(name) + " must be " + expected);
    }

    private void requireAllRead() {
        for (Object name : members.keySet()) {
            if (!read.contains((String) name)) {
                throw new IllegalArgumentException("the member " + Texts.quoted((String) name) + " is not known");
            }
        }
    }
}
