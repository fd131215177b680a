package dev.gradus.playground.build;

import java.util.Base64;

/**
 * The compiled engine as a page takes it in. Each form defines {@code gradusApi()}, which promises the functions of
 * {@code PageApi}.
 *
 * <p>The program is compressed and written in letters. So it needs no request that a page from a disk may not make, and no
 * type of file that a host may not know; a host that compresses sends no more than the compressed bytes.
 *
 * @param letters the compressed program in base 64
 * @param loader TeaVM's script, which defines {@code TeaVM.wasmGC.load}
 */
public record Engine(String letters, String loader) {
    /** The name of the file that {@link #fetched} asks for. */
    public static final String FILE = "engine.js";

    /** The name of the file that {@link #fetched} registers. */
    public static final String OFFLINE = "offline.js";

    private static final String NOTICE = """
            /* In the compiled program: Gradus, and of TeaVM's class library what it uses (Apache License 2.0,
            https://teavm.org), parts of which are Apache Harmony's. */
            """;

    private static final String OPEN = """
            const gradusEngine = async letters => {
                const packed = Uint8Array.from(atob(letters), letter => letter.charCodeAt(0));
                const unpacked = new Response(packed).body.pipeThrough(new DecompressionStream('gzip'));
                const program = new Uint8Array(await new Response(unpacked).arrayBuffer());
                return (await TeaVM.wasmGC.load(program)).exports;
            };
            """;

    public static Engine of(byte[] program, String loader) {
        return new Engine(Base64.getEncoder().encodeToString(Gzip.of(program)), loader);
    }

    /** As part of the page. */
    public String inPage() {
        return "<script type=\"text/plain\" id=\"engine\">" + letters + "</script>\n<script>\n" + NOTICE + loader + "\n"
                + OPEN
                + "const gradusApi = () => gradusEngine(document.getElementById('engine').textContent);\n</script>\n";
    }

    /** From a file beside the page, which is asked for when the page is there. */
    public String fetched() {
        return """
                <script>
                const gradusApi = () => new Promise((done, failed) => {
                    const script = document.createElement('script');
                    script.src = '%s';
                    script.onload = () => done(gradusEngine(gradusLetters));
                    script.onerror = () => failed(new Error('%s is missing beside the page'));
                    document.head.append(script);
                });
                if (isSecureContext && location.protocol !== 'file:') navigator.serviceWorker.register('%s');
                </script>
                """.formatted(FILE, FILE, OFFLINE);
    }

    /**
     * The file that keeps a page of a host for when there is no network.
     *
     * @param page the page that {@link #fetched} is part of: where it or the engine changes, both are kept anew
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

    /** The file that {@link #fetched} asks for. */
    public String script() {
        return NOTICE + loader + "\n" + OPEN + "const gradusLetters = '" + letters + "';\n";
    }
}
