# outcome: ok
# with: door
# prints: held: FontFace
# prints: held: a document for images
# prints: held: createImageBitmap
async def font():
    kind = getattr(js, "FontFace", None)
    if kind is None:
        raise OSError("absent")
    return await kind.new("x", "url(http://{listener}/leak.woff)").load()
async def picture():
    blob = js.Blob.new(to_js(["<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><image href='http://{listener}/leak'/></svg>"]), obj(type="image/svg+xml"))
    return await js.createImageBitmap(blob)
await door("FontFace", font)
await door("createImageBitmap", picture)
print("held: a document for images" if not hasattr(js, "Image") and not hasattr(js, "document") else "ESCAPED: there is a document")
