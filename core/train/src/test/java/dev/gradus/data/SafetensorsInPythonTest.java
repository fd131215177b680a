package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.Python;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The safetensors library reads files written by Gradus, and vice versa. */
@Tag("long")
class SafetensorsInPythonTest {
    private static final Map<String, Tensor> ARRAYS = Map.of(
            "W",
            Tensor.generate(Shape.of(2, 3), i -> i / 7.0),
            "ŷ/b\n\"\\\u0001",
            Tensor.scalar(-0.1),
            "𝛼",
            Tensor.of(new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0}),
            "\uffee",
            Tensor.zeros(0, 4),
            "a.long.name",
            Tensor.generate(Shape.of(1, 2, 3, 4, 5), i -> -1 / (i + 1.0)));

    private static Python python;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findSafetensors() throws InterruptedException {
        python = Python.with("safetensors.numpy, numpy");
    }

    @Test
    void pythonReadsWhatWasWritten() throws IOException, InterruptedException {
        Path file = folder.resolve("java.safetensors"), npz = folder.resolve("java.npz");
        Safetensors.write(file, ARRAYS);
        Npz.write(npz, Map.of("W", ARRAYS.get("W")));
        String script = "import numpy, sys, safetensors.numpy as s\n"
                + "f = s.load_file(sys.argv[1])\n"
                + "for k in sorted(f): print(ascii(k), f[k].dtype, f[k].shape, f[k].tolist() if f[k].size < 6 else '')\n"
                + "print((f['W'] == numpy.load(sys.argv[2])['W']).all())";
        assertThat(python.run(script, file, npz)).isEqualTo("""
                'W' float64 (2, 3)\s
                'a.long.name' float64 (1, 2, 3, 4, 5)\s
                '\\u0177/b\\n"\\\\\\x01' float64 () -0.1
                '\\uffee' float64 (0, 4) []
                '\\U0001d6fc' float64 (3,) [nan, -inf, -0.0]
                True
                """);
    }

    @Test
    void pythonWritesTheSameBytes() throws IOException, InterruptedException {
        Path doubles = folder.resolve("doubles.safetensors"), floats = folder.resolve("floats.safetensors");
        Path none = folder.resolve("none.safetensors");
        Safetensors.write(doubles, ARRAYS, Map.of("format", "pt"));
        Safetensors.writeFloat32(floats, ARRAYS, Map.of("note", "ŷ \"quoted\"\n"));
        Safetensors.write(none, Map.of());
        String script = "import sys, safetensors, safetensors.numpy as s\n"
                + "for file in sys.argv[1:]:\n"
                + "  with safetensors.safe_open(file, 'numpy') as f: notes = f.metadata()\n"
                + "  print(notes, s.save(s.load_file(file), notes) == open(file, 'rb').read())";
        assertThat(python.run(script, doubles, floats, none)).isEqualTo("""
                {'format': 'pt'} True
                {'note': 'ŷ "quoted"\\n'} True
                None True
                """);
    }

    @Test
    void whatPythonWritesIsRead() throws IOException, InterruptedException {
        Path file = folder.resolve("python.safetensors");
        python.run(
                "import numpy as n, sys, safetensors.numpy as s\n"
                        + "s.save_file({'W': n.arange(6, dtype='f4').reshape(2, 3) / 7, '\\u0177/b\\n\\\"': n.array(0.1),\n"
                        + "  'i': n.array([-2**63], 'i8'), 'u': n.array([2**64 - 2**11], 'u8'), 'none': n.zeros((0, 4)),\n"
                        + "  't': n.array([True, False])}, sys.argv[1], {'format': 'np', '\\u0177': '1'})",
                file);
        Map<String, Tensor> read = Safetensors.read(file);
        assertThat(read.get("W")).isEqualTo(Tensor.generate(Shape.of(2, 3), i -> i / 7f));
        assertThat(read.get("ŷ/b\n\"").item()).isEqualTo(0.1);
        assertThat(read.get("i").item()).isEqualTo(-0x1p63);
        assertThat(read.get("u").item()).isEqualTo(0x1p64 - 0x1p11);
        assertThat(read.get("none")).isEqualTo(Tensor.zeros(0, 4));
        assertThat(read.get("t")).isEqualTo(Tensor.of(1, 0));
        assertThat(read).hasSize(6);
        assertThat(Safetensors.metadata(file)).isEqualTo(Map.of("format", "np", "ŷ", "1"));
    }

    @Test
    void parametersGoThereAndBack() throws IOException, InterruptedException {
        Path file = folder.resolve("model.safetensors"), back = folder.resolve("back.safetensors");
        Parameter W = Parameter.of("W", ARRAYS.get("W")), b = Parameter.of("b", Tensor.scalar(-0.1));
        Parameters parameters = Parameters.of(List.of(W, b));
        parameters.save(file);
        python.run(
                "import sys, safetensors.numpy as s\n"
                        + "f = s.load_file(sys.argv[1]); s.save_file({k: -v for k, v in f.items()}, sys.argv[2])",
                file,
                back);
        parameters.load(back);
        assertThat(parameters.get(b).item()).isEqualTo(0.1);
        assertThat(parameters.get(W)).isEqualTo(Tensor.generate(Shape.of(2, 3), i -> -(i / 7.0)));
    }
}
