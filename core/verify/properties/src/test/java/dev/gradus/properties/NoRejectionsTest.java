package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
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

/**
 * Properties draw what they mean, and reject nothing. A property fails if it rejects all its tries. With 10 tries, this happens
 * once in 60,000 runs if it rejects a third of them. jqwik prefers edge cases, so it happens much more often if it rejects those.
 *
 * <p>This test finds jqwik's assumptions, and filters in methods that return an arbitrary. For what it does not find,
 * {@code jqwik.maxdiscardratio.default} in the root pom fails a property that rejects half of its tries.
 */
class NoRejectionsTest {
    private static final String ASSUME = "\nimport net.jqwik.api.Assume;";
    private static final String ARBITRARY = "\nimport net.jqwik.api.Arbitrary;";

    @Test
    void propertiesDrawWhatTheyMean() throws IOException {
        Set<String> rejecting = new TreeSet<>();
        List<Path> drawing = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            if (text.contains(ASSUME)) {
                rejecting.add(file.getFileName() + ": Assume");
            }
            if (text.contains(ARBITRARY)) {
                drawing.add(file);
            }
        }
        assertThat(drawing).as("files that draw").hasSizeGreaterThan(30);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(drawing));
            for (CompilationUnitTree file : task.parse()) {
                Path path = Path.of(file.getSourceFile().toUri());
                new Filters(path.getFileName().toString(), rejecting).scan(file, false);
            }
        }
        assertThat(rejecting).as("draw what is meant instead of rejecting").isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : SourceTree.modules()) {
            for (String root : List.of("src/main/java", "src/test/java")) {
                if (Files.isDirectory(module.resolve(root))) {
                    try (Stream<Path> files = Files.walk(module.resolve(root))) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    /** Finds filters of arbitraries: those in methods that return one, unless they filter a stream. */
    private static final class Filters extends TreeScanner<Void, Boolean> {
        private final String file;
        private final Set<String> found;

        Filters(String file, Set<String> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean unused) {
            return super.visitMethod(
                    method, String.valueOf(method.getReturnType()).startsWith("Arbitrary"));
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Boolean draws) {
            if (draws
                    && call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getIdentifier().contentEquals("filter")
                    && !isStream(method.getExpression())) {
                found.add(file + ": " + call);
            }
            return super.visitMethodInvocation(call, draws);
        }

        private static boolean isStream(ExpressionTree receiver) {
            if (receiver instanceof MethodInvocationTree call) {
                return isStream(call.getMethodSelect());
            }
            return receiver instanceof MemberSelectTree member
                    ? member.getIdentifier().contentEquals("stream") || isStream(member.getExpression())
                    : receiver.toString().endsWith("Stream");
        }
    }
}
