package dev.gradus.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file of a font, with the widths of its characters in thousandths of its size. {@code src/main/python/fonts.py} makes
 * the files and the table of their widths, which has a line of explanation first.
 */
record FontFile(String name, String family, String weight, String style, Map<Integer, Integer> widths) {
    static final List<FontFile> ALL = all();

    boolean has(int codePoint) {
        return widths.containsKey(codePoint);
    }

    /** The rule of a style sheet that brings the file along. */
    String css() {
        return "@font-face { font-family: '" + family + "'; font-weight: " + weight + "; font-style: " + style
                + "; unicode-range: " + ranges() + "; src: url(data:font/woff2;base64,"
                + Base64.getEncoder().encodeToString(bytes(name + ".woff2")) + ") format('woff2') }\n";
    }

    private String ranges() {
        List<String> ranges = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int point : widths.keySet()) {
            if (first >= 0 && point != last + 1) {
                ranges.add(range(first, last));
            }
            first = first < 0 || point != last + 1 ? point : first;
            last = point;
        }
        ranges.add(range(first, last));
        return String.join(",", ranges);
    }

    private static String range(int first, int last) {
        return "U+" + Integer.toHexString(first) + (first == last ? "" : "-" + Integer.toHexString(last));
    }

    private static List<FontFile> all() {
        List<FontFile> files = new ArrayList<>();
        new String(bytes("widths.txt"), StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
            String[] file = line.split(", ", -1);
            if (file.length > 1) {
                files.add(new FontFile(file[0], file[1], file[2], file[3], new TreeMap<>()));
            } else {
                files.get(files.size() - 1).add(line.split(" ", -1));
            }
        });
        return List.copyOf(files);
    }

    /** A run of characters: the number of the first one, then the width of each. */
    private void add(String[] run) {
        int first = Integer.parseInt(run[0], 16);
        for (int i = 1; i < run.length; i++) {
            widths.put(first + i - 1, Integer.parseInt(run[i]));
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream in = FontFile.class.getResourceAsStream("fonts/" + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "gradus-explorer: the resource fonts/" + name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("gradus-explorer: fonts/" + name + " cannot be read", e);
        }
    }
}
