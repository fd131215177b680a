package dev.gradus.lift;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a class of source text and loads it with a loader that finds its class file. */
final class InMemoryCompiler {
    private InMemoryCompiler() {}

    static Class<?> compiled(String name, String source, String... options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> files = new HashMap<>();
        JavaFileManager manager =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///" + type + ".class"), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                ByteArrayOutputStream out = new ByteArrayOutputStream();
                                files.put(type, out);
                                return out;
                            }
                        };
                    }
                };
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter messages = new StringWriter();
        if (!compiler.getTask(messages, manager, null, List.of(options), null, List.of(file))
                .call()) {
            throw new IllegalArgumentException(messages + "\n" + source);
        }
        try {
            return Class.forName(name, true, new Loader(files));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> files;

        Loader(Map<String, ByteArrayOutputStream> files) {
            super(InMemoryCompiler.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!files.containsKey(name)) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = files.get(name).toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String path) {
            String name = path.replaceFirst("\\.class$", "").replace('/', '.');
            return files.containsKey(name)
                    ? new ByteArrayInputStream(files.get(name).toByteArray())
                    : super.getResourceAsStream(path);
        }
    }
}
