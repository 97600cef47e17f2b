"""Pictures for tests, as cameras and careless people save them."""

from io import BytesIO

from PIL import Image, ImageCms

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def drawn(size=(400, 300), left="red", right="blue"):
    """Two halves, so that it shows which side is up."""
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    return image


def saved(image=None, kind="JPEG", **options):
    content = BytesIO()
    (image or drawn()).save(content, kind, **options)
    return content.getvalue()


def by_camera(orientation=6):
    """A JPEG with a place, a camera, a colour profile, a comment and a preview behind it."""
    exif = Image.Exif()
    exif[MAKE] = "Camera of Noura"
    exif[ORIENTATION] = orientation
    exif[GPS] = {1: "N", 2: (24.0, 41.0, 43.0), 3: "E", 4: (46.0, 41.0, 5.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(exif=exif, icc_profile=profile, comment=b"taken at home", xmp=b"<x:xmpmeta/>")


def opened(content):
    return Image.open(BytesIO(content))
