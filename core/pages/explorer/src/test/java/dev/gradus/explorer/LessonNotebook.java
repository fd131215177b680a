package dev.gradus.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lesson, docs/01, as a notebook: its Java blocks are the cells, what they print is what the cells print, and where it has a
 * picture of its own numbers a cell draws them.
 */
final class LessonNotebook {
    private static final String FIRST = """
            *The lesson of [Gradus](../README.md) in a notebook, made from [its page](01-the-lesson.md), of which it has every word.
            [Notebooks and scripts](12-notebooks-and-scripts.md) says how to run it. The next cell imports what the lesson needs.*""";

    /** Imports of modules that the kernel has; of the explorer, the lesson needs a single class. */
    private static final String NEEDED = "import dev\\.gradus\\.(?!explorer|csv|lift|onnx|testkit).*\\*;";

    /** What takes the place of a line of the page. */
    private static final Map<String, String> DRAWN = Map.of(
            "![The lesson forward](pictures/lesson-forward.svg)",
            "Show.diagram(Graph.of(J))",
            "![The lesson forward and backward](pictures/lesson.svg)",
            "Show.diagram(run)",
            "![The loss of AND over 2000 epochs](pictures/and-loss.png)",
            """
            Run again = Run.of(Graph.of(J));
            again.feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}).feed(y, new double[] {0, 0, 0, 1});
            Optimizer descentAgain = GradientDescent.of(1.0);
            double[] losses = new double[2000];
            for (int epoch = 0; epoch < losses.length; epoch++) {
                losses[epoch] = again.forward();
                again.backward();
                descentAgain.step(again);
            }
            """ + "Show.plot(losses)");

    /** What a notebook can do beside the page: words and a cell before the section of this name. */
    private static final Map<String, List<String>> BEFORE = Map.of(
            "## Why the rules are right",
            List.of(
                    "The gradients as they came out, shaded by their size, and every step of both passes, one after the other:"
                            + " press the arrow keys.",
                    "Show.table(run.gradient(z))",
                    "",
                    "Show.page(run)",
                    "And all equations, typeset:",
                    "Show.latex(run)"));

    private final Map<String, List<String>> before = new LinkedHashMap<>(BEFORE);
    private final Map<String, String> drawn = new LinkedHashMap<>(DRAWN);
    private final List<Map<String, Object>> cells = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private LessonNotebook() {}

    /**
     * The notebook as Jupyter writes it.
     *
     * @param lesson the page
     * @param imports docs/gradus.jsh
     */
    static String of(String lesson, String imports) {
        LessonNotebook notebook = new LessonNotebook();
        notebook.begin(imports);
        notebook.read(lesson.lines().toList());
        if (!notebook.before.isEmpty() || !notebook.drawn.isEmpty()) {
            throw new IllegalStateException("The lesson lacks " + notebook.before.keySet() + notebook.drawn.keySet());
        }
        Map<String, Object> kernel =
                new TreeMap<>(Map.of("display_name", "Java with Gradus", "language", "java", "name", "gradus"));
        Map<String, Object> metadata =
                new TreeMap<>(Map.of("kernelspec", kernel, "language_info", new TreeMap<>(Map.of("name", "java"))));
        return NotebookJson.text(new TreeMap<>(
                        Map.of("cells", notebook.cells, "metadata", metadata, "nbformat", 4, "nbformat_minor", 5)))
                + "\n";
    }

    private void begin(String imports) {
        words.add(FIRST);
        tell();
        // The kernel imports java.util itself, and a second time takes its own functions, such as display, away.
        code(imports.lines().filter(line -> line.matches(NEEDED)).collect(Collectors.joining("\n"))
                + "\nimport dev.gradus.explorer.Show;");
    }

    private void read(List<String> lines) {
        String language = "";
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith("```")) {
                int end = at + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                String kind = line.substring(3);
                String block = String.join("\n", lines.subList(at + 1, end));
                if (kind.equals("java")) {
                    code(block);
                } else if (kind.equals("text") && language.equals("java")) {
                    printed(block + "\n");
                } else {
                    words.addAll(lines.subList(at, end + 1));
                }
                language = List.of("java", "python").contains(kind) ? kind : language;
                at = end;
            } else {
                line(line);
            }
        }
        tell();
    }

    private void line(String line) {
        String cell = drawn.remove(line);
        if (cell != null) {
            code(cell);
            return;
        }
        List<String> more = before.remove(line);
        for (int i = 0; more != null && i < more.size(); i += 2) {
            words.add(more.get(i));
            code(more.get(i + 1));
        }
        if (line.startsWith("## ") || line.startsWith("### ")) {
            tell();
        }
        words.add(line);
    }

    /** What was read since the last cell is a cell of words, if there is anything. */
    private void tell() {
        String text = String.join("\n", words).strip();
        words.clear();
        if (!text.isEmpty()) {
            add("markdown", text);
        }
    }

    private void code(String source) {
        tell();
        Map<String, Object> cell = add("code", source);
        cell.put("execution_count", null);
        cell.put("outputs", new ArrayList<>());
    }

    private void printed(String text) {
        Map<String, Object> cell = cells.get(cells.size() - 1);
        if (!words.stream().allMatch(String::isBlank) || !List.of().equals(cell.get("outputs"))) {
            throw new IllegalStateException("What a block prints must follow it: " + text);
        }
        cell.put(
                "outputs",
                List.of(new TreeMap<>(
                        Map.of("name", "stdout", "output_type", "stream", "text", NotebookJson.lines(text)))));
    }

    private Map<String, Object> add(String type, String source) {
        Map<String, Object> cell = new TreeMap<>();
        cell.put("cell_type", type);
        cell.put("id", "cell-" + (cells.size() + 1));
        cell.put("metadata", new TreeMap<>());
        cell.put("source", NotebookJson.lines(source));
        cells.add(cell);
        return cell;
    }
}
