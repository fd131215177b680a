package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Limits the length of classes and methods, and the size of each module, of the scripts and of the tests. */
class SourceSizesTest {
    private static final int MOST_LINES_OF_A_CLASS = 600;
    private static final int MOST_LINES_OF_A_METHOD = 60;

    /** The documented selection of functions, straight tables, and code that is unrolled by hand. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "Node",
            "PlainOps.addArithmetic", // one row for each function
            "ActivationFunctions.<init>",
            "AxisFunctions.<init>",
            "ElementwiseFunctions.<init>",
            "IndexFunctions.<init>",
            "LayerFunctions.<init>",
            "LossFunctions.<init>",
            "MatrixFunctions.<init>",
            "OrderFunctions.<init>",
            "ShapeFunctions.<init>",
            "ScalarElementwise.unary", // one loop for each function
            "ScalarElementwise.binary",
            "SimdTiles.eightRows", // one variable for each register
            "SimdTiles.twelveRows",
            "SimdRowTiles.sixRows",
            "SimdRowTiles.eightRows");

    private static final Path ROOT = SourceTree.ROOT;
    private static final Path BUDGETS = Path.of("src/test/resources/dev/gradus/properties/sizes.txt");
    private static final String SCRIPTS = "scripts, statements";
    private static final String TESTS = "tests, lines";

    /** A budget that is this much too high is lowered; for the lines of tests, ten times as much. */
    private static final int SLACK = 150;

    /** A text block, a string, a character, a comment, or the statement of an import or a package. */
    private static final Pattern NO_STATEMENT = Pattern.compile(
            "\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)*+'"
                    + "|//[^\\n]*+|/\\*.*?\\*/|^(?:import|package) [^;]*+;",
            Pattern.DOTALL | Pattern.MULTILINE);

    /** A comment on lines of its own, or an import. Text in quotes counts, which no formatter changes. */
    private static final Pattern NO_STATEMENT_OF_A_SCRIPT =
            Pattern.compile("^ *//[^\\n]*+|/\\*.*?\\*/|^import [^;]*+;", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void classesAndMethodsAreShort() throws IOException {
        Set<String> tooLong = new TreeSet<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree file : task.parse()) {
                new Finder(file, positions, tooLong).scan(file, "");
            }
        }
        assertThat(tooLong).isEqualTo(EXCEPTIONS);
    }

    /** With {@code -Dgradus.update=true}, writes the current sizes. */
    @Test
    void sizesKeepToTheirBudgets() throws IOException {
        Map<String, Integer> sizes = sizes();
        if (Boolean.getBoolean("gradus.update")) {
            List<String> lines = new ArrayList<>(List.of("# See \"Sizes\" in docs/contributing.md."));
            sizes.forEach((what, size) -> lines.add(what + ": " + size));
            Files.write(BUDGETS, lines);
        }
        Map<String, Integer> budgets = new TreeMap<>();
        for (String line : Files.readAllLines(BUDGETS)) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(": ");
                budgets.put(parts[0], Integer.valueOf(parts[1]));
            }
        }
        assertThat(budgets).as("what has a budget").containsOnlyKeys(sizes.keySet());
        assertThat(sizes)
                .allSatisfy((what, size) -> assertThat(size)
                        .as("%s: delete code, or raise the budget and say why; lower a budget that is too high", what)
                        .isBetween(budgets.get(what) - SLACK * (what.equals(TESTS) ? 10 : 1) + 1, budgets.get(what)));
    }

    private static Map<String, Integer> sizes() throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        int scripts = 0;
        List<Path> tests = new ArrayList<>();
        for (Path module : SourceTree.modules()) {
            int statements = 0;
            for (Path file : files(module.resolve("src/main/java"), ".java")) {
                statements += statements(Files.readString(file), NO_STATEMENT);
            }
            if (statements > 0) {
                sizes.put(ROOT.relativize(module).toString().replace('\\', '/'), statements);
            }
            for (Path file : files(module.resolve("src/main"), ".js")) {
                scripts += statements(Files.readString(file), NO_STATEMENT_OF_A_SCRIPT);
            }
            tests.addAll(files(module.resolve("src/test/java"), ".java"));
        }
        sizes.put(SCRIPTS, scripts);
        sizes.put(TESTS, lines(tests));
        return sizes;
    }

    /** The semicolons and opening braces of the code, except those of imports and packages. */
    private static int statements(String source, Pattern ignored) {
        return (int) ignored.matcher(source)
                .replaceAll("")
                .chars()
                .filter(c -> c == ';' || c == '{')
                .count();
    }

    @Test
    void textIsNoStatement() {
        assertThat(statements(
                        "package a;\nimport b;\n/* ; { */ class C { // ;\n char c = ';', d = '\\'';\n"
                                + " String s = \"{;\\\"\", t = \"\"\"\n ;\\\"\"\"\n \"\"\"; }\n",
                        NO_STATEMENT))
                .isEqualTo(3);
    }

    private static int lines(List<Path> files) throws IOException {
        int lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file).size();
        }
        return lines;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : SourceTree.modules()) {
            sources.addAll(files(module.resolve("src/main/java"), ".java"));
        }
        return sources;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** Adds the names of the classes and methods of a file that are too long. Their Javadoc does not count. */
    private static final class Finder extends TreeScanner<Void, String> {
        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final Set<String> found;

        Finder(CompilationUnitTree file, SourcePositions positions, Set<String> found) {
            this.file = file;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            String name = type.getSimpleName().toString();
            if (lines(type) > MOST_LINES_OF_A_CLASS) {
                found.add(name);
            }
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            if (lines(method) > MOST_LINES_OF_A_METHOD) {
                found.add(type + "." + method.getName());
            }
            return super.visitMethod(method, type);
        }

        private long lines(Tree tree) {
            LineMap lines = file.getLineMap();
            return lines.getLineNumber(positions.getEndPosition(file, tree))
                    - lines.getLineNumber(positions.getStartPosition(file, tree))
                    + 1;
        }
    }
}
