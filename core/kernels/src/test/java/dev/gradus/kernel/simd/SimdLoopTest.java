package dev.gradus.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits the size of vector loops. {@link KernelAllocationTest} detects a loop that is too large only occasionally,
 * because the profile determines whether it is compiled well.
 */
class SimdLoopTest {
    /** The number of methods that the compiler inlines for an operation, and for broadcasting a constant. */
    private static final int OPERATION = 21, CONSTANT = 8;

    /**
     * The limit. At about 850, the vectors of a loop become objects in one of ten JVMs on a busy machine: HotSpot has
     * created more than 18,000 nodes (NodeCountInliningCutoff) and no longer knows all types of later calls.
     */
    private static final int MOST = 800;

    @ParameterizedTest
    @ValueSource(strings = {"Arithmetic", "ErrorFunction", "Exponential", "Logarithm", "Sigmoidal"})
    void loopsAreCompiledWell(String functions) throws URISyntaxException {
        Map<String, Integer> sizes = sizes("dev.gradus.kernel.simd.Simd" + functions);
        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((loop, size) -> assertThat(size)
                        .as("size of %s.%s; put it into two loops (see SimdLoop)", functions, loop)
                        .isLessThanOrEqualTo(MOST));
        assertThat(sizes.values()).anyMatch(size -> size > 0);
    }

    /** Returns the number of methods that the compiler inlines into each method of the class. */
    private static Map<String, Integer> sizes(String className) throws URISyntaxException {
        Map<String, Integer> sizes = new TreeMap<>();
        String method = "";
        for (String line : disassembled(className).lines().toList()) {
            if (line.matches(" {2}\\S.*\\(.*\\);")) {
                method = line.replaceFirst("\\(.*", "").replaceFirst(".* ", "");
                sizes.put(method, 0);
            } else if (line.contains("Method jdk/incubator/vector/")) {
                sizes.merge(method, line.contains(".broadcast:") ? CONSTANT : OPERATION, Integer::sum);
            }
        }
        return sizes;
    }

    private static String disassembled(String className) throws URISyntaxException {
        StringWriter out = new StringWriter();
        URL location = SimdLoop.class.getProtectionDomain().getCodeSource().getLocation();
        String classes = Path.of(location.toURI()).toString();
        int exit = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "-private", "-c", "-classpath", classes, className);
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
