package dev.gradus.playground.build;

import java.util.Base64;

/**
 * The compiled engine in the forms in which a page can load it. Each form defines {@code gradusApi()}, which returns a
 * promise of the functions of {@code PageApi}.
 *
 * <p>The program is compressed and encoded as text. A page opened from a disk can then load it without a request, and a host
 * need not know its file type. A host gets it in base 64: if it compresses its responses, it sends about as many bytes as the
 * compressed program. Within the page it is in {@link Letters}, which are fewer.
 *
 * @param letters the compressed program in base 64
 * @param loader TeaVM's script, which defines {@code TeaVM.wasmGC.load}
 */
public record Engine(String letters, String loader) {
    /** The name of the file that {@link #fetched} loads. */
    public static final String FILE = "engine.js";

    /** The name of the file that {@link #fetched} registers. */
    public static final String OFFLINE = "offline.js";

    private static final String NOTICE = """
            /* In the compiled program: Gradus, and of TeaVM's class library what it uses (Apache License 2.0,
            https://teavm.org), parts of which are Apache Harmony's. */
            """;

    private static final String OPEN = """
            const gradusEngine = async packed => {
                const unpacked = new Response(packed).body.pipeThrough(new DecompressionStream('gzip'));
                const program = new Uint8Array(await new Response(unpacked).arrayBuffer());
                return (await TeaVM.wasmGC.load(program)).exports;
            };
            """;

    public static Engine of(byte[] program, String loader) {
        return new Engine(Base64.getEncoder().encodeToString(Gzip.of(program)), loader);
    }

    /** The engine as part of the page. */
    public String inPage() {
        return "<script type=\"text/plain\" id=\"engine\">"
                + Letters.of(Base64.getDecoder().decode(letters))
                + "</script>\n<script>\n" + NOTICE + loader + "\n" + OPEN + Letters.DECODER
                + "const gradusApi = () => gradusEngine(gradusBytes(document.getElementById('engine').textContent));\n</script>\n";
    }

    /** The script that loads the engine from a file next to the page, after the page is shown. */
    public String fetched() {
        return """
                <script>
                const gradusApi = () => new Promise((done, failed) => {
                    const script = document.createElement('script');
                    script.src = '%s';
                    script.onload = () => done(gradusEngine(Uint8Array.from(atob(gradusLetters), letter => letter.charCodeAt(0))));
                    script.onerror = () => failed(new Error('%s is missing next to the page'));
                    document.head.append(script);
                });
                if (isSecureContext && location.protocol !== 'file:') navigator.serviceWorker.register('%s');
                </script>
                """.formatted(FILE, FILE, OFFLINE);
    }

    /**
     * The service worker that keeps a hosted page available offline.
     *
     * @param page the page that {@link #fetched} is part of; if it or the engine changes, both are cached again
     */
    public String offline(String page) {
        return """
                const name = 'gradus-%s';
                addEventListener('install', event => event.waitUntil(
                    caches.open(name).then(kept => kept.addAll(['./', 'index.html', '%s'])).then(() => skipWaiting())));
                addEventListener('activate', event => event.waitUntil(
                    caches.keys().then(names => Promise.all(
                        names.filter(other => other.startsWith('gradus-') && other !== name).map(old => caches.delete(old))))
                        .then(() => clients.claim())));
                addEventListener('fetch', event => event.respondWith(
                    caches.match(event.request, { ignoreSearch: true }).then(kept => kept ?? fetch(event.request))));
                """.formatted(Integer.toHexString((page + letters).hashCode()), FILE);
    }

    /** The content of the file that {@link #fetched} loads. */
    public String script() {
        return NOTICE + loader + "\n" + OPEN + "const gradusLetters = '" + letters + "';\n";
    }
}
