package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.Python;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NumPy reads what Gradus writes, and the other way round. */
@Tag("long")
class NumpyFilesTest {
    private static Python python;

    private final Parameter W = Parameter.of("W", Tensor.generate(Shape.of(2, 3), i -> i));
    private final Parameter b = Parameter.of("ŷ/b", Tensor.scalar(-0.1));
    private final Parameter none = Parameter.of("none", Tensor.zeros(0, 4));
    private final Parameters parameters = Parameters.of(List.of(W, b, none));

    @TempDir
    private Path folder;

    @BeforeAll
    static void findNumpy() throws InterruptedException {
        python = Python.with("numpy");
    }

    @Test
    void numpyReadsWhatWasSaved() throws IOException, InterruptedException {
        Path file = folder.resolve("java.npz");
        parameters.save(file);
        assertThat(python.run(
                        "import numpy, sys, zipfile\n"
                                + "f = numpy.load(sys.argv[1])\n"
                                + "for k in f: print(ascii(k), f[k].dtype, f[k].shape, f[k].tolist(), f[k].flags.c_contiguous)\n"
                                + "print(zipfile.ZipFile(sys.argv[1]).testzip())",
                        file))
                .isEqualTo("""
                        'W' float64 (2, 3) [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]] True
                        '\\u0177/b' float64 () -0.1 True
                        'none' float64 (0, 4) [] True
                        None
                        """);
    }

    @Test
    void numpyWritesTheSameArrayBytes() throws IOException, InterruptedException {
        Path file = folder.resolve("java.npz");
        parameters.save(file);
        assertThat(python.run(
                        "import numpy, sys, zipfile, io\n"
                                + "z = zipfile.ZipFile(sys.argv[1])\n"
                                + "for n in z.namelist():\n"
                                + "  out = io.BytesIO(); numpy.save(out, numpy.load(io.BytesIO(z.read(n))))\n"
                                + "  print(out.getvalue() == z.read(n))",
                        file))
                .isEqualTo("True\nTrue\nTrue\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"savez", "savez_compressed"})
    void whatNumpySavesIsLoaded(String save) throws IOException, InterruptedException {
        Path file = folder.resolve("numpy.npz");
        python.run(
                "import numpy, sys; numpy." + save + "(sys.argv[1], **{'W': numpy.full((2, 3), numpy.pi),"
                        + " '\\u0177/b': numpy.array(numpy.nan), 'none': numpy.zeros((0, 4))})",
                file);
        parameters.load(file);
        assertThat(parameters.get(W)).isEqualTo(Tensor.full(Shape.of(2, 3), Math.PI));
        assertThat(parameters.get(b).item()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"<f8", ">f8", "<f4", ">f4", "i1", "u1", "<i2", ">i2", "<u2", "<i4", ">i4", ">u4", "<i8", ">i8"})
    void numbersOfAnyTypeAndOrderAreLoaded(String type) throws IOException, InterruptedException {
        Parameter a = Parameter.of("a", Tensor.zeros(2, 3, 4));
        Parameters loaded = Parameters.of(List.of(a));
        python.run(
                "import numpy, sys; a = (numpy.arange(24) * 5 + (1 if '" + type
                        + "'[-2] == 'u' else -60)).reshape(2, 3, 4).astype('" + type + "');"
                        + " [numpy.savez(sys.argv[1] + '/' + order, a=numpy.asarray(a, order=order)) for order in 'CF']",
                folder);
        int first = type.contains("u") ? 1 : -60;
        for (String order : List.of("C", "F")) {
            loaded.load(folder.resolve(order + ".npz"));
            assertThat(loaded.get(a)).isEqualTo(Tensor.generate(a.shape(), i -> 5 * i + first));
            loaded.set(a, Tensor.zeros(2, 3, 4));
        }
    }

    @Test
    void unsignedNumbersAreNotNegative() throws IOException, InterruptedException {
        Parameter a = Parameter.of("a", Tensor.zeros(1)),
                b = Parameter.of("b", Tensor.zeros(1)),
                c = Parameter.of("c", Tensor.zeros(1));
        Parameters loaded = Parameters.of(List.of(a, b, c));
        Path file = folder.resolve("unsigned.npz");
        python.run(
                "import numpy, sys; numpy.savez(sys.argv[1], a=numpy.array([255], 'u1'), b=numpy.array([65535], '>u2'),"
                        + " c=numpy.array([4294967295], '<u4'))",
                file);
        loaded.load(file);
        assertThat(List.of(
                        loaded.get(a).item(),
                        loaded.get(b).item(),
                        loaded.get(c).item()))
                .containsExactly(255.0, 65535.0, 4294967295.0);
    }
}
