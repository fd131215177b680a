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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Limits the length of the classes and methods of the main code. */
class SourceSizesTest {
    private static final int MOST_LINES_OF_A_CLASS = 450;
    private static final int MOST_LINES_OF_A_METHOD = 60;

    /** The documented selection of functions, straight tables, and code that is unrolled by hand. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "Node",
            "Functions", // 90 functions with one line of code each
            "ElementwiseTable.<init>", // one line for each function of the playground's language
            "IndexingTable.<init>",
            "LayerTable.<init>",
            "MoveTable.<init>",
            "ScalarElementwise.unary", // one loop for each function
            "ScalarElementwise.binary",
            "SimdTiles.eightRows", // one variable for each register
            "SimdTiles.twelveRows",
            "SimdRowTiles.sixRows",
            "SimdRowTiles.eightRows");

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

    private static List<Path> sources() throws IOException {
        List<Path> modules = new ArrayList<>(List.of(Path.of("../../examples")));
        try (Stream<Path> core = Files.list(Path.of(".."))) {
            core.forEach(modules::add);
        }
        List<Path> sources = new ArrayList<>();
        for (Path module : modules) {
            Path main = module.resolve("src/main/java");
            if (Files.isDirectory(main)) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
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
