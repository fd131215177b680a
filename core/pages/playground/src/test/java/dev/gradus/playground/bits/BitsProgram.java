package dev.gradus.playground.bits;

import dev.gradus.playground.build.Engine;
import dev.gradus.playground.build.WasmCompiler;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * {@link Bits} with every contract that the tests of {@code core/verify/properties} hold, once on this JVM and once compiled to
 * WebAssembly. Contracts draw by jqwik, which cannot run in a browser: a stand-in takes its place in both, so that both
 * draw the same.
 */
final class BitsProgram implements AutoCloseable {
    private static final Path TARGET = Path.of("target/bits");
    private static final Path STAND_IN = Path.of("src/test/standin");
    private static final Path CONTRACTS = Path.of("../../verify/properties/src/test/java");

    /** Users' ops with StrictMath.exp, which in a browser is the browser's own. The engine has an exp of its own. */
    static final Set<String> BROWSERS_EXP = Set.of(
            "dev.gradus.properties.foreign.SoftmaxProperties", "dev.gradus.properties.foreign.AttentionProperties");

    private final List<Path> classPath;
    private final URLClassLoader loader;
    private final List<String> contracts;

    private BitsProgram(List<Path> classPath, URLClassLoader loader, List<String> contracts) {
        this.classPath = classPath;
        this.loader = loader;
        this.contracts = contracts;
    }

    static BitsProgram load() throws IOException {
        Path standIn = compiled("standin", STAND_IN, "", List.of());
        // Compiled here, because core/verify/properties would otherwise have to be tested before this module is built.
        Path tests = compiled(
                "contracts",
                CONTRACTS,
                "OpContract",
                List.of("-sourcepath", CONTRACTS.toString(), "-cp", System.getProperty("java.class.path")));
        List<Path> classPath = new ArrayList<>(List.of(standIn));
        WasmCompiler.classPath().stream()
                .filter(entry -> !entry.getFileName().toString().startsWith("jqwik"))
                .forEach(classPath::add);
        classPath.add(tests);
        URLClassLoader loader = new URLClassLoader(
                classPath.stream().map(BitsProgram::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        List<String> contracts = contracts(tests, loader);
        Files.write(standIn.resolve(Contracts.LIST), contracts);
        return new BitsProgram(classPath, loader, contracts);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles the sources in a folder that contain a word, and those that they need. */
    private static Path compiled(String name, Path folder, String word, List<String> options) throws IOException {
        Path classes = Files.createDirectories(TARGET.resolve(name));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "17", "-proc:none"));
        arguments.addAll(options);
        try (Stream<Path> sources = Files.walk(folder)) {
            for (Path source : (Iterable<Path>) sources::iterator) {
                if (source.toString().endsWith(".java")
                        && Files.readString(source).contains(word)) {
                    arguments.add(source.toString());
                }
            }
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The sources in " + folder + " do not compile");
        }
        return classes;
    }

    /** The names of all classes that are the contract of an op, but for those few. */
    private static List<String> contracts(Path classes, ClassLoader loader) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            Class<?> contract = loader.loadClass("dev.gradus.testkit.OpContract");
            List<String> names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("Properties.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .filter(name -> !BROWSERS_EXP.contains(name))
                    .sorted()
                    .toList();
            List<String> found = new ArrayList<>();
            for (String name : names) {
                Class<?> type = loader.loadClass(name);
                if (contract.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    found.add(name);
                }
            }
            return found;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> contracts() {
        return contracts;
    }

    /** What a function of {@link Bits} answers on this JVM. */
    String onJvm(String function) throws ReflectiveOperationException {
        return (String)
                loader.loadClass(Bits.class.getName()).getMethod(function).invoke(null);
    }

    /** What {@link Bits#op} answers on this JVM. */
    String opOnJvm(int contract) throws ReflectiveOperationException {
        return (String) loader.loadClass(Bits.class.getName())
                .getMethod("op", int.class)
                .invoke(null, contract);
    }

    /**
     * A page whose {@code fused} promises the functions of {@link Bits}, with the browser's fused multiply-add if it has one, and
     * whose {@code exact} promises the same without it.
     */
    Path page() throws IOException {
        Path wasm = TARGET.resolve("bits.wasm");
        WasmCompiler.compile(Bits.class.getName(), classPath, wasm);
        Engine engine = Engine.of(
                Files.readAllBytes(wasm),
                WasmCompiler.loader(),
                Files.readString(Path.of("src/main/web/js/worker.js")));
        return Files.writeString(
                TARGET.resolve("bits.html"),
                "<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>Bits</title>"
                        + "<script>" + engine.worker() + "\nconst letters = '" + engine.letters()
                        + "', fused = opened(letters), exact = opened(letters, false);</script>");
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
