package dev.gradus.csv;

import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
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

    private EncoderFile() {}

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
            return encoder(JsonObject.parse("", text));
        } catch (IllegalArgumentException wrong) {
            throw new CsvException(file + " is not the file of an encoder: " + wrong.getMessage(), wrong);
        }
    }

    private static Encoder encoder(JsonObject file) {
        double version = file.number(VERSION);
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException(
                    "its version is " + Json.shortest(version) + ", but only versions 1 and 2 are known");
        }
        List<Code> codes = new ArrayList<>();
        for (JsonObject column : file.objects(COLUMNS, "a column")) {
            codes.add(code(column));
        }
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("it has no columns");
        }
        Map<String, String> imputed = new LinkedHashMap<>();
        JsonObject texts = file.object(IMPUTED);
        texts.members().keySet().forEach(column -> imputed.put((String) column, texts.text((String) column)));
        if (version == 1) {
            file.requireOnly(VERSION, COLUMNS, IMPUTED);
        } else {
            file.requireOnly(VERSION, COLUMNS, IMPUTED, CHECKSUM);
            requireSum(text(codes, imputed), file.text(CHECKSUM));
        }
        Set<String> known = new LinkedHashSet<>();
        codes.forEach(code -> known.add(code.column()));
        if (!known.containsAll(imputed.keySet())) {
            throw new IllegalArgumentException("it imputes a column that it does not encode");
        }
        return new Encoder(codes, imputed);
    }

    private static void requireSum(String text, String checksum) {
        if (!text.endsWith("\"" + checksum + "\"}\n")) {
            throw new IllegalArgumentException(
                    "it was damaged or edited: its checksum is not that of its content; save the encoder again");
        }
    }

    private static Code code(JsonObject json) {
        String column = json.text("column"), kind = json.text("kind");
        Code code = switch (kind) {
            case "numbers" -> new Code.Numbers(column);
            case "standardized" -> standardized(column, json);
            case "one-hot" -> new Code.OneHot(column, categories(json), json.flag("unknown"));
            case "labels" -> new Code.Labels(column, categories(json), json.flag("unknown"));
            case "missing" -> new Code.Missing(column);
            default ->
                throw new IllegalArgumentException("the kind " + Texts.quoted(kind) + " of the column "
                        + Texts.quoted(column) + " is none of numbers, standardized, one-hot, labels, missing");
        };
        json.requireOnly(
                switch (kind) {
                    case "standardized" -> new String[] {"column", "kind", "mean", "deviation"};
                    case "one-hot", "labels" -> new String[] {"column", "kind", "categories", "unknown"};
                    default -> new String[] {"column", "kind"};
                });
        return code;
    }

    private static Code standardized(String column, JsonObject json) {
        double mean = json.number("mean"), deviation = json.number("deviation");
        if (!(Math.abs(mean) <= Double.MAX_VALUE && deviation > 0 && deviation <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the mean and the deviation of the column " + Texts.quoted(column)
                    + " must be finite, and the deviation must be positive");
        }
        return new Code.Standardized(column, mean, deviation);
    }

    private static List<String> categories(JsonObject json) {
        List<String> categories = json.texts("categories");
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("a column has no categories");
        }
        if (Set.copyOf(categories).size() < categories.size()) {
            throw new IllegalArgumentException("the categories of a column must be different texts");
        }
        return categories;
    }
}
